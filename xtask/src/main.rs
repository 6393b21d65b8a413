//! The developer's doors: serve, test, dist, bench.
fn main() {}
