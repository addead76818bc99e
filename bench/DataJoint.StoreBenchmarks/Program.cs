using DataJoint.StoreBenchmarks;

// A scenario runs in a process of its own, so that its time, processor time and memory are its own too.
return args is ["scenario", var name, var folder, var endpoint]
    ? await Scenarios.RunAsync(name, folder, new Uri(endpoint))
    : await Comparison.RunAsync(args);
