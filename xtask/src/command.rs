//! Runs other programs: their output stays visible, their failure becomes a
//! sentence with a remedy.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// What a door or a step came to; the error is a sentence for the developer.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// A failed command is told by its first words.
const TOLD_WORDS: usize = 4;

/// A command that runs at the root of the house.
pub(crate) fn command(program: impl AsRef<Path>, words: &[&str]) -> Command {
    let mut command = Command::new(program.as_ref());
    command.args(words).current_dir(crate::files::root());
    command
}

/// `cargo` with these words, the same cargo that started this door.
pub(crate) fn cargo(words: &[&str]) -> Command {
    command(env!("CARGO"), words)
}

/// Runs to the end, output going straight to the terminal.
pub(crate) fn run(command: &mut Command, remedy: &str) -> Outcome {
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(failed(command, remedy))
    }
}

/// As [`run`], and hands back the lines of standard output it let through.
pub(crate) fn run_and_listen(command: &mut Command, remedy: &str) -> (Vec<String>, Outcome) {
    let mut child = match command.stdout(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => return (Vec::new(), Err(not_started(command, &error))),
    };
    let mut lines = Vec::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            println!("{line}");
            lines.push(line);
        }
    }
    let outcome = match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(failed(command, remedy)),
        Err(error) => Err(not_started(command, &error)),
    };
    (lines, outcome)
}

/// The standard output of a command that ran well, else nothing.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!(
        "Could not start {}: {error}.",
        command.get_program().display()
    )
}

fn failed(command: &Command, remedy: &str) -> String {
    let program = Path::new(command.get_program());
    let mut told = program
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    for word in command.get_args().take(TOLD_WORDS) {
        told.push(' ');
        told.push_str(&word.to_string_lossy());
    }
    if command.get_args().len() > TOLD_WORDS {
        told.push_str(" …");
    }
    format!("`{told}` failed. {remedy}")
}
