using System;

// Stands in for Bonsai.Core, of which these operators use so much: https://bonsai-rx.org/docs/articles/scripting-extensions.html
namespace Bonsai
{
    /// <summary>An operator that begins a sequence.</summary>
    public abstract class Source<TSource>
    {
        public abstract IObservable<TSource> Generate();
    }

    /// <summary>An operator that does something with each value and passes it on.</summary>
    public abstract class Sink<TSource>
    {
        public abstract IObservable<TSource> Process(IObservable<TSource> source);
    }
}
