//! What it amounted to: threads are cut into conversations, one row of facts each.
