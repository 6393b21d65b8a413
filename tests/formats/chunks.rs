//! Tables that come in pieces: longer than what is looked at of a file, and
//! nonsense of what tables are made of.

use std::cell::RefCell;
use std::rc::Rc;

use chatgauge::event::Load;

/// The events of a file and what was rejected, read in pieces.
fn read(bytes: &[u8], sizes: &mut dyn FnMut() -> usize) -> (Vec<String>, Vec<String>) {
    let events = Rc::new(RefCell::new(Vec::new()));
    let hears = Rc::clone(&events);
    let mut load = Load::with_echo(Box::new(move |event| {
        hears.borrow_mut().push(event.to_owned());
    }));
    load.begin("table");
    let mut rest = bytes;
    while !rest.is_empty() {
        let (chunk, next) = rest.split_at(sizes().clamp(1, rest.len()));
        load.feed(chunk);
        rest = next;
    }
    let error = load.end().err().map(|error| error.to_string());
    let loaded = load.finish();
    let rejections = loaded.rejections.iter();
    let told = rejections.map(|rejection| format!("{}: {}", rejection.place, rejection.reason));
    (events.take(), told.chain(error).collect())
}

/// Numbers that are the same every time.
fn dice(mut state: u64) -> impl FnMut(usize) -> usize {
    move |sides| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % sides
    }
}

#[test]
fn long_tables_come_to_the_same_in_any_pieces() {
    let mut table = String::from("ts,type,conversation_id,role,text\r\n");
    let mut lines = 1;
    for row in 0..3_000 {
        let text = match row % 7 {
            0 => format!("\"two\nlines, \"\"{row}\"\" \u{1f642}\""),
            1 => "\"never \"closed\" well\"".to_owned(),
            2 => "a,b".to_owned(),
            _ => format!("plain {row}"),
        };
        table.push_str(&format!(
            "{},message,c{row},user,{text}\r\n",
            1_780_297_200 + row
        ));
        lines += if row % 7 == 0 { 2 } else { 1 };
    }
    let (events, told) = read(table.as_bytes(), &mut || usize::MAX);
    let bad = (0..3_000).filter(|row| matches!(row % 7, 1 | 2)).count();
    assert_eq!((events.len(), told.len()), (3_000 - bad, bad));
    assert!(
        events[0].contains(r#""text":"two\nlines, \"0\" 🙂""#),
        "{}",
        events[0]
    );
    let last = told.last().unwrap();
    assert_eq!(
        last,
        &format!("line {}: 6 values where there are 5 columns", lines - 1)
    );

    let wide: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(table.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [table.as_bytes(), &wide] {
        let mut roll = dice(7);
        for most in [3, 100, 5_000, 70_000] {
            let found = read(bytes, &mut || 1 + roll(most));
            assert!(
                found == (events.clone(), told.clone()),
                "pieces of up to {most}"
            );
        }
    }
}

#[test]
fn nonsense_comes_to_the_same_in_any_pieces() {
    let parts = [
        "ts,type\n",
        "ts;type;text\r\n",
        "a",
        "\"",
        "\"\"",
        ",",
        ";",
        "\t",
        "|",
        "\n",
        "\r\n",
        "\r",
        "{",
        "}",
        "[",
        "{\"ts\":1}",
        "message",
        "sep=;",
        "é",
        " ",
    ];
    let mut roll = dice(11);
    for _ in 0..3_000 {
        let text: String = (0..roll(24)).map(|_| parts[roll(parts.len())]).collect();
        let whole = read(text.as_bytes(), &mut || usize::MAX);
        let pieces = read(text.as_bytes(), &mut || 1 + roll(4));
        assert_eq!(whole, pieces, "{text:?}");
    }
}
