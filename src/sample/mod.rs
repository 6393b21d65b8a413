//! Seeded invented histories for the demo, the tests and the benchmarks.
