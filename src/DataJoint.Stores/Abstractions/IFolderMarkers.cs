namespace DataJoint.Stores;

/// <summary>
/// A store in which other programs mark folders by empty objects whose names end in <c>/</c> (the web pages of S3 and Google do). No listing shows them, and they
/// outlive what is in their folders.
/// </summary>
public interface IFolderMarkers
{
    /// <summary>Lists the markers; where objects are, it goes through them too.</summary>
    /// <param name="prefix">The text that the folders' names begin with, such as <c>raw/</c>, which means the folder itself too; empty for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The names of the marked folders, without a final <c>/</c>.</returns>
    /// <exception cref="StoreException">The prefix could begin no object's name, or the store refuses or cannot be reached.</exception>
    IAsyncEnumerable<string> ListMarkersAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Removes a folder's marker, and nothing that is in the folder; one that is not there is no fault.</summary>
    /// <param name="folder">The folder's name without a final <c>/</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>A task that ends when it is removed.</returns>
    /// <exception cref="StoreException">The name is refused, or the store refuses or cannot be reached.</exception>
    ValueTask DeleteMarkerAsync(string folder, CancellationToken cancellationToken);
}
