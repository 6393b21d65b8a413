//! From the library to what a browser can load: compile, bind, optimise.

use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::arrange::arrange;
use crate::command::{Outcome, answer, cargo, command, run};
use crate::files::{self, Fingerprint};
use crate::setup;
use crate::slim::slim;

/// The Rust target that browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// One of the two modules that the library is compiled to.
struct Module {
    /// What its files are called: `chatgauge.js`, `chatgauge_bg.wasm`.
    name: &'static str,
    /// The features of the library that it is made of.
    features: &'static str,
    /// The profile in `Cargo.toml` by which it is shipped.
    profile: &'static str,
    /// How it is optimised when shipped.
    care: &'static [&'static str],
}

/// The element and its worker, made small; and what reads pieces beside that
/// worker, made fast.
const MODULES: [Module; 2] = [
    Module {
        name: "chatgauge",
        features: "page",
        profile: "wasm",
        care: &CARE,
    },
    Module {
        name: "reader",
        features: "",
        profile: "wasm-reader",
        care: &["-O3"],
    },
];

/// What the compiler calls the library.
const LIBRARY: &str = "chatgauge";

/// What the browsers we support have; `.cargo/config.toml` lets the compiler
/// use the same.
const FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// How the module is made small on the wire. Large functions stay apart: laid
/// beside their like they compress a seventh better, which is more than the
/// bytes that inlining saves. The lowest addresses are the far end of the stack.
const CARE: [&str; 4] = [
    "-Oz",
    // Zeros compress better than the addresses of what lies between them.
    "--skip-pass=memory-packing",
    "--one-caller-inline-max-function-size=30",
    "--low-memory-unused",
];

/// How the functions come to lie as their names tell, and lose these names.
const ORDER: [&str; 2] = ["--reorder-functions-by-name", "--strip-debug"];

/// How much care the module gets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// For the inner loop: quick to build, names kept for stacks.
    Fast,
    /// As shipped.
    Full,
}

/// Builds the modules and hands back the folders with script and wasm of each.
pub(crate) fn modules(build: Build) -> Outcome<Vec<PathBuf>> {
    setup::wasm_target()?;
    MODULES.iter().map(|module| make(module, build)).collect()
}

fn make(module: &Module, build: Build) -> Outcome<PathBuf> {
    let name = module.name;
    let profile = match build {
        Build::Fast => "wasm-fast",
        Build::Full => module.profile,
    };
    let words = [
        "rustc",
        "--lib",
        "--crate-type=cdylib",
        "--no-default-features",
        "--features",
        module.features,
        "--target",
        TARGET,
        "--profile",
        profile,
    ];
    // The features in .cargo/config.toml would yield to flags meant for native
    // builds; a list given by --config is added to them.
    run(
        cargo(&words)
            .args(["--config", &hide_paths()])
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS"),
        "Mend what the compiler tells above.",
    )?;

    let linked = files::target()
        .join(TARGET)
        .join(profile)
        .join(format!("{LIBRARY}.wasm"));
    let folder = files::target().join("xtask").join(profile).join(name);
    let stamp = folder.with_extension("stamp");
    let fingerprint = Fingerprint::new()
        .add(include_bytes!("wasm.rs"))
        .add(include_bytes!("arrange.rs"))
        .add(include_bytes!("slim.rs"))
        .add(&files::read(&linked)?)
        .add(&files::read(&files::root().join("Cargo.lock"))?)
        .add(&files::read(
            &setup::npm_folder().join("package-lock.json"),
        )?)
        .text();
    if files::is_fresh(&stamp, &fingerprint) {
        return Ok(folder);
    }
    files::remove_folder(&folder)?;
    bind(&linked, &folder, name)?;
    if build == Build::Full {
        let wasm = folder.join(format!("{name}_bg.wasm"));
        optimise(&wasm, module.care)?;
        files::write(&wasm, &arrange(&files::read(&wasm)?)?)?;
        optimise(&wasm, &ORDER)?;
        slim(&folder.join(format!("{name}.js")), &wasm)?;
        check_paths(&wasm)?;
        check_powers(&wasm)?;
    }
    files::write(&stamp, fingerprint.as_bytes())?;
    Ok(folder)
}

/// The features of the library for each of its modules.
pub(crate) fn features() -> impl Iterator<Item = &'static str> {
    MODULES.iter().map(|module| module.features)
}

/// Builds another package of the workspace, for speed alone, into a folder:
/// what the module is measured against.
pub(crate) fn peer(package: &str, folder: &Path) -> Outcome {
    setup::wasm_target()?;
    let words = [
        "build",
        "--release",
        "--target",
        TARGET,
        "--package",
        package,
    ];
    let mut build = cargo(&words);
    build
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    run(&mut build, "Mend what the compiler tells above.")?;
    let name = package.replace('-', "_");
    let linked = files::target().join(TARGET).join("release");
    bind(&linked.join(format!("{name}.wasm")), folder, &name)?;
    optimise(&folder.join(format!("{name}_bg.wasm")), &["-O3"])
}

/// The folders of this machine that sources lie in, by the names that are
/// shipped in their place: a panic tells where in the sources it was.
fn machine_paths() -> Vec<(PathBuf, &'static str)> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let home = home.unwrap_or_default();
    let toolchain = answer(&mut command("rustc", &["--print", "sysroot"]));
    let mut paths = vec![
        (home.clone(), "cargo"),
        (toolchain.unwrap_or_default().into(), "rust"),
        (files::root().to_path_buf(), "chatgauge"),
    ];
    // Of folders that hold each other the compiler takes the one named last.
    let registries = std::fs::read_dir(home.join("registry/src"));
    let registries = registries.into_iter().flatten().flatten();
    paths.extend(registries.map(|registry| (registry.path(), "crates")));
    paths.retain(|(path, _)| !path.as_os_str().is_empty());
    paths
}

/// The compiler's flags that leave those folders out, as a cargo setting.
fn hide_paths() -> String {
    let flags: String = machine_paths()
        .iter()
        .map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()))
        .map(|flag| format!("{flag:?},"))
        .collect();
    format!("target.{TARGET}.rustflags=[{flags}]")
}

/// Refuses a module in which a folder of this machine can be read.
fn check_paths(wasm: &Path) -> Outcome {
    let bytes = files::read(wasm)?;
    let tells = |path: &Path| {
        let path = path.to_string_lossy();
        bytes
            .windows(path.len())
            .any(|part| part == path.as_bytes())
    };
    match machine_paths().iter().find(|(path, _)| tells(path)) {
        None => Ok(()),
        Some((path, _)) => Err(format!(
            "{} names the folder {} of this machine; see which code does.",
            wasm.display(),
            path.display()
        )),
    }
}

/// Refuses a module with the powers by which the standard library reads
/// decimals: ten kilobytes that do not compress.
fn check_powers(wasm: &Path) -> Outcome {
    let first = 0xeef4_53d6_923b_d65a_u64.to_le_bytes();
    match files::read(wasm)?.windows(8).any(|part| part == first) {
        false => Ok(()),
        true => Err(
            "A text is parsed as f64 by the standard library; base::decimal reads it too."
                .to_owned(),
        ),
    }
}

fn bind(linked: &Path, folder: &Path, name: &str) -> Outcome {
    let explain = |error| format!("The bindings could not be written: {error:#}.");
    files::make_folder(folder)?;
    Bindgen::new()
        .input_path(linked)
        .out_name(name)
        .web(true)
        .map_err(explain)?
        // Who starts the script says where the wasm lies.
        .omit_default_module_path(true)
        .typescript(false)
        .remove_producers_section(true)
        .generate(folder)
        .map_err(explain)
}

fn optimise(wasm: &Path, how: &[&str]) -> Outcome {
    setup::npm()?;
    let optimised = wasm.with_extension("optimised");
    let tool = setup::npm_folder().join("node_modules/binaryen/bin/wasm-opt");
    let mut node = command("node", &[]);
    node.arg(tool)
        .args(how)
        .args(FEATURES)
        .arg(wasm)
        .arg("-o")
        .arg(&optimised);
    run(
        &mut node,
        "If Node.js is older than 20, install a newer one.",
    )?;
    std::fs::rename(&optimised, wasm)
        .map_err(|error| format!("Could not replace {}: {error}.", wasm.display()))
}
