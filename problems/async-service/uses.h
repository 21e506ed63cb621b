// Coroutines of these results are used by most submissions.
template struct shared_code::Of<Resource>;
