//! How many instructions an event takes to be read and folded, against the
//! budget: counted, not timed, so that every machine comes to the same.
//!
//! The library is compiled to wasm as the module that reads is. In front of
//! every run of instructions without a branch it is then told to add their
//! number to a counter, and Node.js runs it. What copies or fills memory counts
//! as one, however long.

use std::path::PathBuf;

use walrus::ir::{BinaryOp, Binop, Const, GlobalGet, GlobalSet, Instr, InstrLocId, InstrSeqId};
use walrus::ir::{Block, IfElse, Loop, Value};
use walrus::{ConstExpr, GlobalId, Module, ValType};

use crate::command::{Outcome, answer, cargo, command, run};
use crate::files;
use crate::wasm::TARGET;

/// Reading an event: its bytes, about 180, are scanned, checked and kept. It
/// takes 7,950; the rest is what one more field of an event may cost.
const READING: f64 = 8_400.0;

/// Folding an event: it is followed in its conversation, and brings its share
/// of what is done for the conversation's facts. It takes 4,890; the rest is
/// for one more fact.
const FOLDING: f64 = 5_200.0;

/// A history of about so many events is read.
const EVENTS: &str = "20000";

/// What is compiled, and how.
const PACKAGE: &str = "chatgauge-bench-instructions";
const PROFILE: &str = "wasm-reader";

/// The export that holds how many instructions ran.
const COUNTER: &str = "instructions";

/// Counts, tells, and refuses more than may be.
pub(crate) fn check() -> Outcome {
    let counting = files::target().join("xtask/instructions.wasm");
    files::write(&counting, &instrument(&files::read(&compile()?)?)?)?;
    let script = files::root().join("benches/instructions/count.mjs");
    let mut node = command("node", &[]);
    node.arg(script).arg(counting).arg(EVENTS);
    let told = answer(&mut node).unwrap_or_default();
    let numbers: Vec<f64> = told.split(' ').flat_map(str::parse).collect();
    let &[bytes, events, conversations, reading, folding] = numbers.as_slice() else {
        return Err(format!("The module did not run: {told:?}."));
    };
    if events * conversations == 0.0 {
        return Err("Nothing was read, so nothing was counted.".to_owned());
    }
    println!(
        "{events} events, {:.1} instructions a byte to read",
        reading / bytes
    );
    within("reading", reading / events, READING).and(within("folding", folding / events, FOLDING))
}

fn within(what: &str, each: f64, ceiling: f64) -> Outcome {
    println!("{what} takes {each:.0} instructions an event, of {ceiling} at most");
    match each <= ceiling {
        true => Ok(()),
        false => Err(format!(
            "{what} takes {each:.0} instructions an event, over the ceiling of {ceiling}; see what \
             it does for every event now."
        )),
    }
}

fn compile() -> Outcome<PathBuf> {
    let words = ["build", "--quiet", "--lib", "--package", PACKAGE];
    let mut build = cargo(&words);
    build
        .args(["--profile", PROFILE, "--target", TARGET])
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    run(&mut build, "Mend what the compiler tells above.")?;
    let name = format!("{}.wasm", PACKAGE.replace('-', "_"));
    Ok(files::target().join(TARGET).join(PROFILE).join(name))
}

/// The module with a counter of its instructions.
fn instrument(module: &[u8]) -> Outcome<Vec<u8>> {
    let explain = |error| format!("The wasm could not be read: {error:#}.");
    let mut module = Module::from_buffer(module).map_err(explain)?;
    let zero = ConstExpr::Value(Value::I64(0));
    let counter = module.globals.add_local(ValType::I64, true, false, zero);
    module.exports.add(COUNTER, counter);
    for (_, function) in module.funcs.iter_local_mut() {
        let mut sequences = vec![function.entry_block()];
        while let Some(sequence) = sequences.pop() {
            let plain = std::mem::take(&mut function.block_mut(sequence).instrs);
            let counted = counted(plain, counter, &mut sequences);
            function.block_mut(sequence).instrs = counted;
        }
    }
    Ok(module.emit_wasm())
}

type Located = (Instr, InstrLocId);

/// A sequence with what counts it; the sequences within are added to `inner`.
fn counted(plain: Vec<Located>, counter: GlobalId, inner: &mut Vec<InstrSeqId>) -> Vec<Located> {
    let mut counted = Vec::with_capacity(plain.len() * 2);
    let mut straight = Vec::new();
    for (instruction, location) in plain {
        let ends = ends(&instruction, inner);
        straight.push((instruction, location));
        if ends {
            flush(&mut straight, counter, &mut counted);
        }
    }
    flush(&mut straight, counter, &mut counted);
    counted
}

/// Whether what stands behind may be reached otherwise or not at all.
fn ends(instruction: &Instr, inner: &mut Vec<InstrSeqId>) -> bool {
    match instruction {
        Instr::Block(Block { seq }) | Instr::Loop(Loop { seq }) => inner.push(*seq),
        Instr::IfElse(IfElse {
            consequent,
            alternative,
        }) => inner.extend([*consequent, *alternative]),
        Instr::Br(_) | Instr::BrIf(_) | Instr::BrTable(_) | Instr::Return(_) => {}
        _ => return false,
    }
    true
}

/// Moves a straight run behind what counts it. Blocks and loops are no
/// instructions but places to branch to.
fn flush(straight: &mut Vec<Located>, counter: GlobalId, counted: &mut Vec<Located>) {
    let is_place = |one: &&Located| matches!(one.0, Instr::Block(_) | Instr::Loop(_));
    let places = straight.iter().filter(is_place).count();
    let value = Value::I64((straight.len() - places) as i64);
    let op = BinaryOp::I64Add;
    let count = [
        Instr::GlobalGet(GlobalGet { global: counter }),
        Instr::Const(Const { value }),
        Instr::Binop(Binop { op }),
        Instr::GlobalSet(GlobalSet { global: counter }),
    ];
    counted.extend(count.map(|instruction| (instruction, InstrLocId::default())));
    counted.append(straight);
}

#[cfg(test)]
mod tests {
    use walrus::ir::{Const, Instr, InstrLocId, Return, Value};
    use walrus::{ConstExpr, Module, ValType};

    use super::counted;

    #[test]
    fn every_straight_run_is_counted_before_it_runs() {
        let zero = ConstExpr::Value(Value::I64(0));
        let mut module = Module::default();
        let counter = module.globals.add_local(ValType::I64, true, false, zero);
        let plain = || {
            Instr::Const(Const {
                value: Value::I32(1),
            })
        };
        let list = [plain(), plain(), Instr::Return(Return {}), plain()];
        let list = list.map(|instruction| (instruction, InstrLocId::default()));
        let counted = counted(list.into(), counter, &mut Vec::new());
        assert_eq!(counted.len(), 4 + 2 * 4);
        let added = counted
            .iter()
            .filter_map(|(instruction, _)| match instruction {
                Instr::Const(Const {
                    value: Value::I64(added),
                }) => Some(*added),
                _ => None,
            });
        assert_eq!(added.collect::<Vec<_>>(), [3, 1]);
    }
}
