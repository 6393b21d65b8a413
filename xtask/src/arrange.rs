//! In which order the functions of the module lie.
//!
//! Compression finds again what it saw in the last 32 KB. So each function is
//! laid behind those that share most of its bytes.

use std::collections::VecDeque;

use crate::command::Outcome;
use crate::sections::{self, CODE, CUSTOM, IMPORTS, Section, Source, push_counted, push_number};

/// How many bytes in a row count as shared.
const RUN: usize = 6;

/// What more functions have than this is everywhere and tells nothing.
const COMMON: usize = 300;

/// How far back compression looks, in bytes.
const WINDOW: usize = 30_000;

/// Names the functions so that, sorted by name, they lie in the best order.
/// What they were called before is forgotten.
pub(crate) fn arrange(module: &[u8]) -> Outcome<Vec<u8>> {
    let mut parts = sections::read(module)?;
    let imported = Source(&sections::find(&mut parts, IMPORTS)?.bytes).number()?;
    let mut code = Source(&sections::find(&mut parts, CODE)?.bytes);
    let functions = (0..code.number()?)
        .map(|_| code.counted())
        .collect::<Outcome<Vec<&[u8]>>>()?;
    let names = names(imported, &order(&functions));
    parts.retain(|part| part.number != CUSTOM);
    parts.push(names);
    Ok(sections::write(&parts))
}

/// The section that calls each function by its place.
fn names(imported: usize, order: &[usize]) -> Section {
    let mut places = vec![0; order.len()];
    for (place, function) in order.iter().enumerate() {
        places[*function] = place;
    }
    let mut list = Vec::new();
    push_number(&mut list, places.len());
    for (function, place) in places.iter().enumerate() {
        push_number(&mut list, imported + function);
        push_counted(&mut list, format!("{place:06}").as_bytes());
    }
    let mut bytes = Vec::new();
    push_counted(&mut bytes, b"name");
    bytes.push(1);
    push_counted(&mut bytes, &list);
    Section {
        number: CUSTOM,
        bytes,
    }
}

/// The functions in the order in which they should lie.
fn order(functions: &[&[u8]]) -> Vec<usize> {
    let (owners, runs) = shared_runs(functions);
    // What each function shares with those in the window, and how many of
    // those have each run.
    let mut shared = vec![0_usize; functions.len()];
    let mut seen = vec![0_usize; owners.len()];
    let mut window = VecDeque::new();
    let mut bytes = 0;
    let mut left: Vec<usize> = (0..functions.len()).collect();
    let mut order = Vec::new();
    while let Some(place) = best(&left, &shared, functions) {
        let next = left.swap_remove(place);
        order.push(next);
        window.push_back(next);
        bytes += functions[next].len();
        for run in &runs[next] {
            seen[*run] += 1;
            if seen[*run] == 1 {
                owners[*run].iter().for_each(|owner| shared[*owner] += 1);
            }
        }
        while bytes > WINDOW && window.len() > 1 {
            let Some(gone) = window.pop_front() else {
                break;
            };
            bytes -= functions[gone].len();
            for run in &runs[gone] {
                seen[*run] -= 1;
                if seen[*run] == 0 {
                    owners[*run].iter().for_each(|owner| shared[*owner] -= 1);
                }
            }
        }
    }
    order
}

/// Where in `left` the function stands that should come next: the one that
/// shares most for its size; the longest one to begin with.
fn best(left: &[usize], shared: &[usize], functions: &[&[u8]]) -> Option<usize> {
    let worth = |function: usize| {
        let size = functions[function].len();
        (
            shared[function] as f64 / ((size + 20) as f64).powf(0.8),
            size,
        )
    };
    let worths = left.iter().map(|function| worth(*function));
    let better = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    let places = worths.enumerate();
    places
        .max_by(|a, b| better(&a.1, &b.1).then(b.0.cmp(&a.0)))
        .map(|(place, _)| place)
}

/// The runs of bytes that a few functions share: whose each run is, and which
/// runs each function has.
fn shared_runs(functions: &[&[u8]]) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut all: Vec<(&[u8], usize)> = Vec::new();
    for (number, function) in functions.iter().enumerate() {
        all.extend(function.windows(RUN).map(|run| (run, number)));
    }
    all.sort_unstable();
    all.dedup();
    let mut owners = Vec::new();
    let mut runs = vec![Vec::new(); functions.len()];
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        if (2..=COMMON).contains(&same.len()) {
            same.iter()
                .for_each(|(_, one)| runs[*one].push(owners.len()));
            owners.push(same.iter().map(|(_, one)| *one).collect());
        }
    }
    (owners, runs)
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn what_is_alike_lies_together() {
        let functions: [&[u8]; 5] = [
            b"counting up the seven bridges",
            b"0123456789abcdef",
            b"counting up the nine bridges",
            b"0123456789abcdxx",
            b"counting up the two bridges",
        ];
        assert_eq!(order(&functions), [0, 4, 2, 3, 1]);
    }
}
