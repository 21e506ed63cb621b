// Coroutines of these results are used by most submissions.
template struct shared_code::Of<ServiceHealth>;
template struct shared_code::Of<HealthReport>;
