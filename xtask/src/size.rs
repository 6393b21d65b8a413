//! What the page weighs on the wire, against the budget.

use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::command::Outcome;
use crate::files;

/// The download, gzipped, should weigh this much: 350 KB.
const BUDGET: usize = 350_000;

/// Above this it is refused. The importers brought it up from 360,000, the fast
/// reader of large files by 76,000 more, filters and the register by 87,000,
/// saving and printing by 13,000, marks that open, layouts, saved views and
/// notes by 36,000, the register on paper and what charts over time share by
/// 2,000, a first screen before the module and painting and computing only what
/// changed by 3,000, the listing of themes, more views and metrics by the
/// values of a dimension by 32,000, funnels, distributions, cohorts, load and
/// scores against each other by 27,000, tables, the scorecard with its targets
/// and comparisons by 59,000, agents, themes to name and merge, what moved, low
/// scores, two dimensions at once and costs by 39,000, metrics added up by many
/// dimensions at once, tables in parts and renewed line by line by 9,000, what
/// a portal can ask of the element and working without a worker by 10,000. It
/// sinks by what is made smaller: by 31,000 for the case of letters, documents
/// read without ways out and a bare style sheet.
const CEILING: usize = 834_500;

/// One shipped file, in bytes.
struct Shipped {
    name: String,
    raw: usize,
    gzipped: usize,
}

impl Shipped {
    /// The sample is data, and the page of reports is everything once more:
    /// both are fetched only when they are asked for.
    fn is_download(&self) -> bool {
        !self.name.starts_with("sample/") && self.name != "chatgauge/report.html"
    }
}

/// Every shipped file and its weight.
pub(crate) struct Sizes(Vec<Shipped>);

/// Weighs every file under a folder.
pub(crate) fn of(folder: &Path) -> Outcome<Sizes> {
    let weigh = |file: &std::path::PathBuf| {
        let bytes = files::read(file)?;
        let name = file
            .strip_prefix(folder)
            .unwrap_or(file)
            .to_string_lossy()
            .replace('\\', "/");
        Ok(Shipped {
            name,
            raw: bytes.len(),
            gzipped: gzip(&bytes)?.len(),
        })
    };
    files::list(folder)
        .iter()
        .map(weigh)
        .collect::<Outcome<Vec<Shipped>>>()
        .map(Sizes)
}

impl Sizes {
    /// Bytes to download, gzipped, before any data.
    pub(crate) fn download(&self) -> usize {
        self.0
            .iter()
            .filter(|file| file.is_download())
            .map(|file| file.gzipped)
            .sum()
    }

    /// Refuses a page that weighs more than it ever may.
    pub(crate) fn check(&self) -> Outcome {
        let download = self.download();
        match download <= CEILING {
            true => Ok(()),
            false => Err(format!(
                "The download is {download} bytes gzipped, over the ceiling of {CEILING}; see \
                 which file above has grown."
            )),
        }
    }

    /// A line a file, then the sum beside the budget.
    pub(crate) fn table(&self) -> String {
        let mut table = format!("{:>10} {:>10}  file\n", "bytes", "gzip -9");
        for file in &self.0 {
            table.push_str(&format!(
                "{:>10} {:>10}  {}\n",
                file.raw, file.gzipped, file.name
            ));
        }
        let raw: usize = self
            .0
            .iter()
            .filter(|file| file.is_download())
            .map(|file| file.raw)
            .sum();
        let download = self.download();
        let share = download * 100 / BUDGET;
        let sum = format!("download without sample, {share} % of the budget of {BUDGET}");
        table.push_str(&format!("{raw:>10} {download:>10}  {sum}"));
        table
    }
}

/// The bytes as small as gzip makes them.
pub(crate) fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map_err(|error| format!("Could not compress: {error}."))
}

#[cfg(test)]
mod tests {
    use super::{CEILING, Shipped, Sizes};

    fn shipped(name: &str, raw: usize, gzipped: usize) -> Shipped {
        Shipped {
            name: name.to_owned(),
            raw,
            gzipped,
        }
    }

    #[test]
    fn the_download_leaves_the_sample_out() {
        let sizes = Sizes(vec![
            shipped("chatgauge/chatgauge_bg.wasm", 500_000, 175_000),
            shipped("sample/history.ndjson", 9_000_000, 900_000),
        ]);
        assert_eq!(sizes.download(), 175_000);
        assert!(sizes.check().is_ok());
        assert!(sizes.table().ends_with("50 % of the budget of 350000"));
    }

    #[test]
    fn a_page_over_the_ceiling_is_refused() {
        let sizes = |gzipped| Sizes(vec![shipped("main.js", 1_000_000, gzipped)]);
        assert!(sizes(CEILING).check().is_ok());
        assert!(sizes(CEILING + 1).check().is_err());
    }
}
