//! Whether the palette can be told apart: by computation, as normal eyes and
//! the three kinds of colour-blind eyes see it.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use chatgauge::view::{Color, Scheme, Theme};

const SCHEMES: [Scheme; 4] = [
    Scheme::Light,
    Scheme::Dark,
    Scheme::Contrast,
    Scheme::ContrastDark,
];

/// Between colours that lie side by side.
const NEIGHBOURS: f64 = 0.10;
/// Between any two that are used.
const ANY_PAIR: f64 = 0.06;
/// Of a mark on its ground, by WCAG.
const MARK_CONTRAST: f64 = 3.0;
/// Of a text on its ground, by WCAG.
const TEXT_CONTRAST: f64 = 4.5;

type Vector = [f64; 3];
type Matrix = [Vector; 3];

/// How eyes see: Machado, Oliveira and Fernandes 2009, severity 1, on linear
/// light.
const VISIONS: [(&str, Matrix); 4] = [
    (
        "normal",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "protan",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "deutan",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    (
        "tritan",
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ),
];

fn apply(matrix: &Matrix, vector: Vector) -> Vector {
    matrix.map(|row| {
        row.iter()
            .zip(vector)
            .map(|(factor, value)| factor * value)
            .sum()
    })
}

fn linear(color: Color) -> Vector {
    [color.r, color.g, color.b].map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn oklab(light: Vector) -> Vector {
    let cones = apply(
        &[
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ],
        light,
    );
    apply(
        &[
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ],
        cones.map(f64::cbrt),
    )
}

fn contrast(one: Color, other: Color) -> f64 {
    let luminance = |color: Color| {
        let [r, g, b] = linear(color);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The smallest distance of two colours to any eye, and whose.
fn distance(one: Color, other: Color) -> (f64, &'static str) {
    VISIONS
        .iter()
        .map(|(name, vision)| {
            let seen =
                |color| oklab(apply(vision, linear(color)).map(|value| value.clamp(0.0, 1.0)));
            let (one, other) = (seen(one), seen(other));
            let squares: f64 = one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum();
            (squares.sqrt(), *name)
        })
        .min_by(|one, other| one.0.total_cmp(&other.0))
        .unwrap()
}

fn assert_apart(scheme: Scheme, one: (usize, Color), other: (usize, Color), least: f64) {
    let (found, vision) = distance(one.1, other.1);
    let (first, second) = (one.0 + 1, other.0 + 1);
    assert!(
        found >= least,
        "{scheme:?}: c{first}–c{second} {found:.3} ({vision})"
    );
}

#[test]
fn any_two_colours_differ_and_neighbours_differ_more() {
    for scheme in SCHEMES {
        let colors: Vec<(usize, Color)> = Theme::new(scheme)
            .categories
            .into_iter()
            .enumerate()
            .collect();
        for (index, one) in colors.iter().enumerate() {
            for other in &colors[index + 1..] {
                let least = if other.0 == index + 1 {
                    NEIGHBOURS
                } else {
                    ANY_PAIR
                };
                assert_apart(scheme, *one, *other, least);
            }
        }
    }
}

/// Where a step lacks some outcomes, any two of them may be neighbours.
#[test]
fn any_two_outcomes_can_be_neighbours() {
    for scheme in SCHEMES {
        let theme = Theme::new(scheme);
        let open = (7, theme.open().over(theme.surface));
        let solid = [1, 0, 2, 5].map(|index| (index, theme.categories[index]));
        let outcomes: Vec<(usize, Color)> = solid.into_iter().chain([open]).collect();
        for (index, one) in outcomes.iter().enumerate() {
            for other in &outcomes[index + 1..] {
                assert_apart(scheme, *one, *other, NEIGHBOURS);
            }
        }
    }
}

#[test]
fn marks_and_texts_stand_out_from_their_ground() {
    for scheme in SCHEMES {
        let theme = Theme::new(scheme);
        for (index, color) in theme.categories.into_iter().enumerate() {
            let found = contrast(color, theme.surface);
            assert!(
                found >= MARK_CONTRAST,
                "{scheme:?}: c{} {found:.2}",
                index + 1
            );
        }
        let texts = [
            theme.text,
            theme.muted,
            theme.faint,
            theme.accent,
            theme.good,
            theme.bad,
        ];
        for (index, color) in texts.into_iter().enumerate() {
            for ground in [theme.surface, theme.bg] {
                let found = contrast(color, ground);
                assert!(
                    found >= TEXT_CONTRAST,
                    "{scheme:?}: text {index} {found:.2}"
                );
            }
        }
    }
}

#[test]
fn heat_gets_steadily_further_from_its_ground() {
    for scheme in SCHEMES {
        let theme = Theme::new(scheme);
        let contrasts = theme.heat.map(|color| contrast(color, theme.surface));
        assert!(
            contrasts.is_sorted_by(|one, other| other / one > 1.08),
            "{scheme:?}: {contrasts:?}"
        );
    }
}
