//! Several scripts as one, for a page that is one file: each in a function of
//! its own, behind those that it imports from.

use std::path::Path;

use crate::command::Outcome;
use crate::files;

/// The script with all that it imports, as one module without imports.
pub(crate) fn bundle(folder: &Path, entry: &str) -> Outcome<String> {
    let mut bundled = Bundle {
        folder,
        done: Vec::new(),
        under_way: Vec::new(),
        text: String::new(),
    };
    bundled.add(entry)?;
    match bundled.text.contains("</script") || bundled.text.contains("<!--") {
        true => Err("A script has what would end it in a page.".to_owned()),
        false => Ok(bundled.text),
    }
}

struct Bundle<'a> {
    folder: &'a Path,
    done: Vec<String>,
    under_way: Vec<String>,
    text: String,
}

impl Bundle<'_> {
    /// Adds a script behind what it imports from.
    fn add(&mut self, name: &str) -> Outcome {
        if self.done.iter().any(|done| done == name) {
            return Ok(());
        }
        if self.under_way.iter().any(|other| other == name) {
            return Err(format!("{name} imports itself by others."));
        }
        self.under_way.push(name.to_owned());
        let bytes = files::read(&self.folder.join(name))?;
        let script = script(&String::from_utf8_lossy(&bytes))?;
        for other in &script.from {
            self.add(other)?;
        }
        let body = [&script.imports[..], &script.body, &script.exports].concat();
        let function = format!("const {} = (() => {{\n{body}}})();\n", variable(name));
        self.text.push_str(&function);
        self.under_way.pop();
        self.done.push(name.to_owned());
        Ok(())
    }
}

/// What a script's exports are called in the bundle.
fn variable(name: &str) -> String {
    format!("${}", name.trim_end_matches(".js"))
}

#[derive(Default)]
struct Script {
    /// The scripts that it imports from.
    from: Vec<String>,
    imports: String,
    body: String,
    exports: String,
}

fn script(text: &str) -> Outcome<Script> {
    let mut script = Script::default();
    let mut exports = Vec::new();
    for line in text.lines() {
        if let Some(import) = line.strip_prefix("import ") {
            script.import(import)?;
        } else if let Some(names) = line.strip_prefix("export {") {
            let names = names.trim_end_matches([';', '}', ' ']).split(',');
            exports.extend(names.map(renamed));
        } else if let Some(declared) = line.strip_prefix("export ") {
            exports.push(declared_name(declared)?.to_owned());
            script.push(declared);
        } else {
            script.push(line);
        }
    }
    script.exports = format!("return {{ {} }};\n", exports.join(", "));
    Ok(script)
}

impl Script {
    /// Adds a line of code; what it imports while it runs is at hand already.
    fn push(&mut self, line: &str) {
        let mut line = line.to_owned();
        if let Some((before, name, after)) = late_import(&line) {
            let name = name.to_owned();
            line = format!("{before}Promise.resolve({}){after}", variable(&name));
            self.from.push(name);
        }
        self.body.push_str(&line);
        self.body.push('\n');
    }

    /// `init, { A, B as C } from './other.js';`
    fn import(&mut self, line: &str) -> Outcome {
        let parts = line.split_once(" from './");
        let (names, place) = parts.ok_or_else(|| format!("Not understood: import {line}"))?;
        let place = place.trim_end_matches([';', '\'']).to_owned();
        let (default, named) = match names.split_once('{') {
            Some((default, named)) => (default.trim_end_matches([',', ' ']), named),
            None => (names, ""),
        };
        let named = named.trim_end_matches(['}', ' ']).split(',');
        let named = named.filter(|name| !name.trim().is_empty());
        let mut taken: Vec<String> = named.map(|name| name.replace(" as ", ": ")).collect();
        if !default.trim().is_empty() {
            taken.push(format!("default: {}", default.trim()));
        }
        let taken = taken.join(", ");
        let line = format!("const {{ {taken} }} = {};\n", variable(&place));
        self.imports.push_str(&line);
        self.from.push(place);
        Ok(())
    }
}

/// What stands around `import('./other.js')`, and the other's name.
fn late_import(line: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = line.split_once("import('./")?;
    let (name, after) = rest.split_once("')")?;
    Some((before, name, after))
}

/// `a as b` as `b: a`.
fn renamed(name: &str) -> String {
    match name.trim().split_once(" as ") {
        Some((own, other)) => format!("{other}: {own}"),
        None => name.trim().to_owned(),
    }
}

/// The name in `async function name(`, `class Name {` or `const name =`.
fn declared_name(declared: &str) -> Outcome<&str> {
    let mut rest = declared;
    for word in ["async ", "function", "class ", "const ", "*", " "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let is_end = |letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '$'));
    match rest.split(is_end).next() {
        Some(name) if !name.is_empty() => Ok(name),
        _ => Err(format!("Not understood: export {declared}")),
    }
}

#[cfg(test)]
mod tests {
    use super::bundle;
    use crate::files;

    #[test]
    fn scripts_become_one_behind_those_they_need() {
        let folder = files::target().join("xtask/test/bundle");
        let write = |name: &str, text: &str| files::write(&folder.join(name), text.as_bytes());
        write(
            "a.js",
            "import init, { B as C, d } from './b.js';\nd(C, init);\n",
        )
        .unwrap();
        let b = "export class B {}\nexport async function* d() {}\nfunction e() {}\n\
                 const late = () => import('./f.js');\nexport { e as default };\n";
        write("b.js", b).unwrap();
        write("f.js", "export const f = 1;\n").unwrap();
        let text = bundle(&folder, "a.js").unwrap();
        let expected = "const $f = (() => {\nconst f = 1;\nreturn { f };\n})();\n\
             const $b = (() => {\nclass B {}\nasync function* d() {}\nfunction e() {}\n\
             const late = () => Promise.resolve($f);\nreturn { B, d, default: e };\n})();\n\
             const $a = (() => {\nconst {  B: C,  d, default: init } = $b;\nd(C, init);\n\
             return {  };\n})();\n";
        assert_eq!(text, expected);
        write("f.js", "import { B } from './b.js';\n").unwrap();
        assert!(bundle(&folder, "a.js").is_err());
        write("f.js", "f('</script>');\n").unwrap();
        assert!(bundle(&folder, "a.js").is_err());
    }
}
