//! The command line.

use std::process::ExitCode;

use chatgauge::cli::{Streams, run};

fn main() -> ExitCode {
    let (input, output, errors) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
    run(
        std::env::args_os(),
        &mut Streams {
            input: &mut input.lock(),
            output: &mut output.lock(),
            errors: &mut errors.lock(),
        },
    )
}
