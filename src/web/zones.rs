//! Offsets from UTC as the browser knows them, so that no time-zone database
//! is downloaded.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::base::sorted::SortedMap;
use crate::base::time::Millis;
use crate::base::zone::Zones;

/// The browser's zones, one formatter kept for each name asked about.
#[derive(Default)]
pub(crate) struct BrowserZones {
    formats: RefCell<SortedMap<String, Option<Function>>>,
}

impl Zones for BrowserZones {
    fn offset_at(&self, zone: &str, at: Millis) -> Option<i32> {
        let mut formats = self.formats.borrow_mut();
        if !formats.contains_key(zone) {
            formats.insert(zone.to_owned(), formatter(zone));
        }
        let format = formats.get(zone)?.as_ref()?;
        let date = Date::new(&JsValue::from_f64(at as f64));
        let text = format.call1(&JsValue::UNDEFINED, &date).ok()?.as_string()?;
        offset(&text)
    }
}

/// The IANA name of the zone the machine is set to, `UTC` if it has none.
pub(crate) fn own_zone() -> String {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into())
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_else(|| "UTC".to_owned())
}

/// Whether the browser knows a zone of this name.
pub(crate) fn known(zone: &str) -> bool {
    formatter(zone).is_some()
}

/// A function from a date to a text that ends in the offset; `None` for a
/// zone the browser does not know.
fn formatter(zone: &str) -> Option<Function> {
    let options = Object::new();
    for (key, value) in [("timeZone", zone), ("timeZoneName", "longOffset")] {
        Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    let arguments = Array::of2(&"en-US".into(), &options);
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let format = Reflect::construct(&constructor, &arguments).ok()?;
    Reflect::get(&format, &"format".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// Seconds east of UTC from a text like `6/1/2026, GMT+02:00`, `…, GMT`.
fn offset(text: &str) -> Option<i32> {
    let (_, offset) = text.rsplit_once("GMT")?;
    let (sign, clock) = match offset.as_bytes().first() {
        None => return Some(0),
        Some(b'+') => (1, &offset[1..]),
        // The minus sign may be a real one.
        Some(_) => (-1, offset.trim_start_matches(['-', '\u{2212}'])),
    };
    let mut seconds = 0;
    for (part, unit) in clock.split(':').zip([3600, 60, 1]) {
        seconds += part.parse::<i32>().ok()? * unit;
    }
    Some(sign * seconds)
}
