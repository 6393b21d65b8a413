//! Cases of pictures, read from `tests/golden/cases`: a figure with what it
//! is drawn with. A new case is a new file.

use std::fs;
use std::path::{Path, PathBuf};

use chatgauge::metric::entry::{About, Direction, Unit};
use chatgauge::report::figure::{Context, Figure};
use chatgauge::view::{Approximate, Kind, Locale, Picture, Scene, Scheme, Size, Theme, picture};
use serde::Deserialize;

/// One case file.
#[derive(Deserialize)]
pub(crate) struct Case {
    #[serde(skip)]
    pub(crate) name: String,
    pub(crate) figure: Figure,
    pub(crate) size: CaseSize,
    pub(crate) context: Context,
    pub(crate) about: Option<CaseAbout>,
    #[serde(default)]
    pub(crate) scheme: Option<String>,
    #[serde(default)]
    pub(crate) locale: Option<String>,
    #[serde(default)]
    pub(crate) kind: Option<String>,
}

/// The room of a case.
#[derive(Clone, Copy, Deserialize)]
pub(crate) struct CaseSize {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// The metric of a card.
#[derive(Deserialize)]
pub(crate) struct CaseAbout {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) unit: Unit,
    pub(crate) direction: Direction,
    pub(crate) definition: String,
}

impl Case {
    /// The case's picture in its own size.
    pub(crate) fn picture(&self) -> Picture {
        self.picture_at(self.size.width)
    }

    /// The same at another width.
    pub(crate) fn picture_at(&self, width: f32) -> Picture {
        let height = self.size.height;
        let (kind, about) = (self.kind(), self.about());
        let size = Size { width, height };
        self.on_scene(|scene| picture(&self.figure, kind, about.as_ref(), size, scene))
    }

    /// What is made of the case's surroundings.
    pub(crate) fn on_scene<T>(&self, make: impl FnOnce(&Scene<'_>) -> T) -> T {
        let theme = self.theme();
        let locale = Locale::from_tag(self.locale.as_deref().unwrap_or("en"));
        make(&Scene {
            theme: &theme,
            locale: &locale,
            measure: &Approximate,
            context: &self.context,
        })
    }

    /// The case's theme.
    pub(crate) fn theme(&self) -> Theme {
        Theme::new(match self.scheme.as_deref() {
            Some("dark") => Scheme::Dark,
            Some("contrast") => Scheme::Contrast,
            _ => Scheme::Light,
        })
    }

    fn kind(&self) -> Kind {
        match (&self.figure, self.kind.as_deref()) {
            (Figure::Card(_), _) => Kind::Card,
            (Figure::Stack(_), _) => Kind::Stack,
            (Figure::Counts(_), Some("share")) => Kind::Share,
            (Figure::Counts(_), _) => Kind::Bars,
            (Figure::Heatmap(_), _) => Kind::Heatmap,
            (Figure::Run(_), _) => Kind::Line,
            (Figure::Split(_), _) => Kind::Bars,
            _ => Kind::Table,
        }
    }

    pub(crate) fn about(&self) -> Option<About> {
        // Entries live as long as the program; so may those of the tests.
        let keep = |text: &str| &*String::leak(text.to_owned());
        self.about.as_ref().map(|about| About {
            id: keep(&about.id),
            title: keep(&about.title),
            unit: about.unit,
            direction: about.direction,
            definition: keep(&about.definition),
            source: "",
        })
    }
}

/// The folder of the golden files.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// Every case, by name.
pub(crate) fn cases() -> Vec<Case> {
    cases_of(&folder().join("cases"))
}

/// All cases of a folder, by name.
pub(crate) fn cases_of(folder: &Path) -> Vec<Case> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let mut case: Case = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            case.name = path.file_stem().unwrap().to_string_lossy().into_owned();
            case
        })
        .collect()
}
