//! Expected values as a person writes them: sums, fractions, clock times,
//! amounts of money.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// What a metric must come to.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Each field of the answer that is told, with its value.
    pub(crate) fields: BTreeMap<&'static str, Value>,
    /// The sum or numerator and the n or denominator, where both are told.
    pub(crate) parts: Option<(f64, f64)>,
}

impl Answer {
    /// Reads `1/3, median 4`.
    pub(crate) fn read(text: &str) -> Result<Answer, String> {
        let mut clauses = text.split(',').map(str::trim);
        let first = clauses.next().unwrap_or_default();
        let mut answer = Answer {
            fields: BTreeMap::from([("value", value(first)?)]),
            parts: parts(first)?,
        };
        for clause in clauses {
            let (field, value) = told(clause)?;
            answer.fields.insert(field, value);
        }
        Ok(answer)
    }

    /// Whether the value is neither undefined nor nothing nor everything.
    pub(crate) fn telling(&self) -> bool {
        match (&self.fields["value"], self.parts) {
            (Value::Null, _) => false,
            (Value::Object(amounts), _) => !amounts.is_empty(),
            (value, Some((above, below))) => value != &json!(0.0) && above != below,
            (value, None) => value != &json!(0.0),
        }
    }
}

/// One more field of an answer: `before 3`, `change new`, `final`.
fn told(clause: &str) -> Result<(&'static str, Value), String> {
    let (word, rest) = clause.split_once(' ').unwrap_or((clause, ""));
    let field = match word {
        "before" => "previous",
        "change" => "change",
        "relative" => "change_relative",
        "median" => "median",
        "p90" => "p90",
        "n" => "n",
        "missing" => {
            let types: Vec<&str> = rest.split_whitespace().collect();
            return Ok(("missing", json!(types)));
        }
        "provisional" => return Ok(("provisional", json!(true))),
        "final" => return Ok(("provisional", Value::Null)),
        _ => return Err(format!("“{clause}” says nothing about a metric")),
    };
    Ok((field, value(rest)?))
}

/// A number, `none`, `nothing`, `new` or money.
pub(crate) fn value(text: &str) -> Result<Value, String> {
    match text {
        "none" => return Ok(Value::Null),
        "nothing" => return Ok(json!({})),
        "new" => return Ok(json!("new")),
        _ => {}
    }
    let last = text.rsplit(' ').next().unwrap_or_default();
    if last.len() == 3 && last.chars().all(|letter| letter.is_ascii_uppercase()) {
        let amounts = text.split(" + ").map(|amount| {
            let (amount, currency) = amount.split_once(' ').unwrap_or((amount, ""));
            Ok((currency.to_owned(), value(amount)?))
        });
        let amounts: Result<serde_json::Map<String, Value>, String> = amounts.collect();
        return Ok(Value::Object(amounts?));
    }
    let (above, below) = halves(text);
    let (above, below) = (sum(above)?, below.map(sum).transpose()?);
    Ok(match below {
        Some(0.0) => Value::Null,
        Some(below) => json!(above / below),
        None => json!(above),
    })
}

fn parts(text: &str) -> Result<Option<(f64, f64)>, String> {
    let (above, below) = halves(text);
    let Some(below) = below.filter(|_| !text.ends_with(char::is_alphabetic)) else {
        return Ok(None);
    };
    Ok(Some((sum(above)?, sum(below)?)))
}

fn halves(text: &str) -> (&str, Option<&str>) {
    match text.split_once('/') {
        Some((above, below)) => (above, Some(below)),
        None => (text, None),
    }
}

/// `12`, `(4+5-1)`, `1:10+0:05`.
fn sum(text: &str) -> Result<f64, String> {
    let inner = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let inner = inner.unwrap_or(text);
    let mut total = 0.0;
    let mut rest = inner;
    while !rest.is_empty() {
        let sign = if rest.starts_with('-') { -1.0 } else { 1.0 };
        let term = rest.strip_prefix(['+', '-']).unwrap_or(rest);
        let end = term.find(['+', '-']).unwrap_or(term.len());
        let number = number(&term[..end]);
        total += sign * number.ok_or_else(|| format!("“{text}” is not a number"))?;
        rest = &term[end..];
    }
    match inner {
        "" => Err(format!("“{text}” is not a number")),
        _ => Ok(total),
    }
}

/// A plain number, or a time in seconds as `m:ss` or `h:mm:ss`.
fn number(text: &str) -> Option<f64> {
    let parts = text.split(':').map(|part| part.trim().parse::<f64>());
    let parts: Vec<f64> = parts.collect::<Result<_, _>>().ok()?;
    Some(
        parts
            .into_iter()
            .fold(0.0, |total, part| total * 60.0 + part),
    )
}
