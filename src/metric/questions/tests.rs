//! Questions by theme, in examples.

use crate::metric::questions::group::group;
use crate::metric::questions::normal::normal;
use crate::metric::questions::words::{ONE, weigh};

#[test]
fn what_means_nothing_is_not_in_the_normal_form() {
    for (text, form) in [
        ("Where's my ORDER #1234?!", "where s my order #"),
        ("order 12-34-56, 7.5 kg", "order # kg"),
        ("A1234X and iPhone15", "# and #"),
        (
            "mail bob@example.com or https://example.com/a?b",
            "mail # or #",
        ),
        ("Où est ma commande ?", "ou est ma commande"),
        ("GRÖSSE größe Größe", "grosse grosse grosse"),
        ("İstanbul ILIK ılık", "istanbul ilik ilik"),
        ("Ещё ЁЖ", "еще еж"),
        ("أَيْنَ طَلَبِي؟", "اين طلبي"),
        ("ＡＢＣ　１２", "abc #"),
        ("iPhoneはいつ届きますか？", "iphone はいつ届きますか"),
        ("พัสดุอยู่ที่ไหน", "พัสดุอยูทีไหน"),
        ("late 😠", "late"),
        ("👍🏽", "👍"),
        ("👍 👍", "👍👍"),
        ("?!", "?!"),
        (" \u{200b}\n", ""),
    ] {
        assert_eq!(normal(text), form, "{text}");
    }
}

/// The weights of the words of a text among others, in the order of the
/// words' numbers: that in which they are first met.
fn weights(forms: &[&str], text: usize) -> Vec<u32> {
    let weights = weigh(forms, &vec![1; forms.len()]);
    let words = weights.texts.words.get(text).iter();
    words.map(|&(_, weight)| weight).collect()
}

#[test]
fn rare_words_weigh_more() {
    let forms = ["refund my", "parcel my", "size my", "voucher my", "my"];
    let [refund, my] = weights(&forms, 0)[..] else {
        panic!("two words");
    };
    assert!(my * 4 < refund * 3, "{my} {refund}");
    let square = |forms: &[&str], text| weights(forms, text).iter().map(|w| w * w).sum::<u32>();
    for text in 0..forms.len() {
        let length = square(&forms, text).isqrt();
        assert!((ONE - 8..=ONE).contains(&length), "{length}");
    }
}

#[test]
fn what_is_foretold_weighs_less() {
    let forms: Vec<String> = ["boots", "sandals", "vests", "shirts", "socks", "hats"]
        .iter()
        .flat_map(|thing| [format!("granite peak {thing}"), format!("any {thing} left")])
        .collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let [granite, peak, _] = weights(&forms, 0)[..] else {
        panic!("three words");
    };
    assert!(peak * 2 < granite, "{granite} {peak}");
}

/// Which of some texts stand together, by the first of each group.
fn groups(forms: &[&str]) -> Vec<usize> {
    let grouped = group(forms, &vec![1; forms.len()]).group;
    let first = |text: usize| grouped.iter().position(|other| *other == grouped[text]);
    (0..forms.len()).filter_map(first).collect()
}

#[test]
fn texts_of_the_same_words_stand_together() {
    let forms = [
        "where is my parcel",
        "reset the password",
        "my parcel where is it",
        "password reset",
        "do you ship to norway",
        "where are my parcels",
    ];
    assert_eq!(groups(&forms), [0, 1, 0, 1, 4, 0]);
    assert_eq!(groups(&[]), [0; 0]);
    assert_eq!(groups(&["#"]), [0]);
}

#[test]
fn more_texts_than_are_compared_at_once_find_their_groups() {
    // Twenty things, each told by five words in any order.
    let mixed = |number: u64| {
        let mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ mixed >> 32).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 16
    };
    let letter = |number: u64| char::from(b'a' + number as u8);
    let forms: Vec<String> = (0..4_500_u64)
        .map(|number| {
            let mut words: Vec<u64> = (0..5).collect();
            words.sort_by_key(|word| mixed(number * 5 + word));
            let words = words
                .iter()
                .map(|&word| [letter(number % 20), letter(word)]);
            let words = words.map(|word| word.iter().collect::<String>().repeat(2));
            words.collect::<Vec<String>>().join(" ")
        })
        .collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let found = groups(&forms);
    for (text, first) in found.iter().enumerate() {
        assert_eq!(*first, text % 20, "{}", forms[text]);
    }
}
