//! Names and things of the invented shop: homes of its customers, first and
//! last names, agents, products.

/// Where a customer lives and what follows from it.
pub(crate) struct Home {
    pub(crate) weight: u64,
    pub(crate) country: &'static str,
    pub(crate) locale: &'static str,
    /// Index into the languages of the texts.
    pub(crate) language: usize,
    pub(crate) currency: &'static str,
    pub(crate) cities: &'static [&'static str],
    pub(crate) firsts: &'static [&'static str],
    pub(crate) lasts: &'static [&'static str],
}

const IRISH: &[&str] = &[
    "Aoife", "Ciara", "Conor", "Declan", "Eoin", "Fiona", "Grace", "Liam", "Maeve", "Niamh",
    "Orla", "Patrick", "Roisin", "Sean", "Sinead",
];
const BRITISH: &[&str] = &[
    "Amelia",
    "Charlotte",
    "Daniel",
    "Emily",
    "Freddie",
    "George",
    "Hannah",
    "Isla",
    "Jack",
    "Olivia",
    "Priya",
    "Thomas",
];
const DUTCH: &[&str] = &[
    "Anouk", "Bram", "Daan", "Eva", "Femke", "Joris", "Lotte", "Maartje", "Ruben", "Sanne", "Thijs",
];
const FINNISH: &[&str] = &[
    "Aino", "Eero", "Elina", "Heikki", "Jari", "Laura", "Mikko", "Noora", "Oskari", "Tiina",
];

/// All homes; the weights sum to 1000.
pub(crate) const HOMES: [Home; 10] = [
    Home {
        weight: 250,
        country: "IE",
        locale: "en-IE",
        language: 0,
        currency: "EUR",
        cities: &["Dublin", "Cork", "Galway", "Limerick", "Waterford", "Sligo"],
        firsts: IRISH,
        lasts: &[
            "Byrne",
            "Doyle",
            "Gallagher",
            "Kelly",
            "Murphy",
            "Nolan",
            "O'Brien",
            "O'Connor",
            "Ryan",
            "Walsh",
        ],
    },
    Home {
        weight: 150,
        country: "NL",
        locale: "en-NL",
        language: 0,
        currency: "EUR",
        cities: &[
            "Amsterdam",
            "Utrecht",
            "Rotterdam",
            "Groningen",
            "Eindhoven",
        ],
        firsts: DUTCH,
        lasts: &[
            "Bakker", "de Boer", "de Vries", "Jansen", "Meijer", "Smit", "van Dijk", "Visser",
        ],
    },
    Home {
        weight: 100,
        country: "GB",
        locale: "en-GB",
        language: 0,
        currency: "EUR",
        cities: &[
            "London",
            "Leeds",
            "Bristol",
            "Edinburgh",
            "Belfast",
            "Cardiff",
        ],
        firsts: BRITISH,
        lasts: &[
            "Ahmed", "Brown", "Clarke", "Evans", "Harris", "Hughes", "Patel", "Taylor", "Wright",
        ],
    },
    Home {
        weight: 90,
        country: "FI",
        locale: "en-FI",
        language: 0,
        currency: "EUR",
        cities: &["Helsinki", "Tampere", "Turku", "Oulu"],
        firsts: FINNISH,
        lasts: &[
            "Heikkinen",
            "Korhonen",
            "Laine",
            "Mäkinen",
            "Nieminen",
            "Virtanen",
        ],
    },
    Home {
        weight: 110,
        country: "US",
        locale: "en-US",
        language: 0,
        currency: "USD",
        cities: &[
            "Boston", "Denver", "Portland", "Seattle", "Chicago", "Austin",
        ],
        firsts: &[
            "Ashley", "Brandon", "Carlos", "Emma", "Jordan", "Maria", "Megan", "Noah", "Tyler",
        ],
        lasts: &[
            "Anderson", "Garcia", "Johnson", "Lee", "Martinez", "Miller", "Nguyen", "Wilson",
        ],
    },
    Home {
        weight: 140,
        country: "SE",
        locale: "sv-SE",
        language: 1,
        currency: "SEK",
        cities: &["Stockholm", "Göteborg", "Malmö", "Uppsala", "Umeå"],
        firsts: &[
            "Anna", "Björn", "Elin", "Erik", "Gustav", "Karin", "Lars", "Maja", "Åsa", "Örjan",
        ],
        lasts: &[
            "Andersson",
            "Berg",
            "Eriksson",
            "Karlsson",
            "Lindqvist",
            "Nyström",
            "Åkesson",
        ],
    },
    Home {
        weight: 90,
        country: "DE",
        locale: "de-DE",
        language: 2,
        currency: "EUR",
        cities: &["Berlin", "Hamburg", "München", "Köln", "Leipzig"],
        firsts: &[
            "Andreas", "Claudia", "Felix", "Jürgen", "Katrin", "Lena", "Moritz", "Sabine",
        ],
        lasts: &[
            "Becker", "Fischer", "Hoffmann", "Krüger", "Müller", "Schäfer", "Weber",
        ],
    },
    Home {
        weight: 40,
        country: "FR",
        locale: "fr-FR",
        language: 3,
        currency: "EUR",
        cities: &["Paris", "Lyon", "Nantes", "Rennes", "Grenoble"],
        firsts: &[
            "Amélie",
            "Camille",
            "Chloé",
            "François",
            "Julien",
            "Léa",
            "Mathieu",
            "Zoé",
        ],
        lasts: &[
            "Bernard", "Dubois", "Lefèvre", "Moreau", "Petit", "Rousseau",
        ],
    },
    Home {
        weight: 15,
        country: "JP",
        locale: "ja-JP",
        language: 4,
        currency: "USD",
        cities: &["東京", "大阪", "札幌", "福岡"],
        firsts: &["陽子", "健太", "美咲", "翔", "直樹"],
        lasts: &["佐藤", "鈴木", "高橋", "田中", "渡辺"],
    },
    Home {
        weight: 15,
        country: "AE",
        locale: "ar-AE",
        language: 5,
        currency: "USD",
        cities: &["دبي", "أبوظبي", "الشارقة"],
        firsts: &["أحمد", "ليلى", "مريم", "خالد", "نورة"],
        lasts: &["المنصوري", "الهاشمي", "السويدي", "حداد"],
    },
];

/// First and last names of the agents; a bigger team combines them anew.
pub(crate) const AGENTS: [(&str, &str); 10] = [
    ("Anna", "Keane"),
    ("Ben", "Farrell"),
    ("Clara", "Jensen"),
    ("David", "Okafor"),
    ("Elena", "Rossi"),
    ("Farid", "Haddad"),
    ("Gráinne", "Daly"),
    ("Hugo", "Lindgren"),
    ("Ingrid", "Bauer"),
    ("Jonas", "Maher"),
];

/// Something the shop sells.
pub(crate) struct Product {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) fit: Fit,
    /// Euro cents.
    pub(crate) price: i64,
}

/// What its sizes are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    Body,
    Foot,
    None,
}

const fn product(id: &'static str, name: &'static str, fit: Fit, price: i64) -> Product {
    Product {
        id,
        name,
        fit,
        price,
    }
}

/// What is worn comes first: [`WORN`] of them.
pub(crate) const PRODUCTS: [Product; 18] = [
    product(
        "skellig-rain-jacket",
        "Skellig rain jacket",
        Fit::Body,
        12900,
    ),
    product("burren-fleece", "Burren fleece", Fit::Body, 6490),
    product("achill-parka", "Achill parka", Fit::Body, 18900),
    product(
        "kerry-base-layer",
        "Kerry merino base layer",
        Fit::Body,
        5490,
    ),
    product("wicklow-softshell", "Wicklow softshell", Fit::Body, 9900),
    product("aran-jumper", "Aran wool jumper", Fit::Body, 8490),
    product("liffey-running-tee", "Liffey running tee", Fit::Body, 2990),
    product("mourne-down-vest", "Mourne down vest", Fit::Body, 9490),
    product("tara-hiking-shirt", "Tara hiking shirt", Fit::Body, 4490),
    product("connemara-boot", "Connemara hiking boot", Fit::Foot, 14900),
    product("dingle-trail-shoe", "Dingle trail shoe", Fit::Foot, 10900),
    product("howth-sandal", "Howth sandal", Fit::Foot, 5990),
    product("galtee-winter-boot", "Galtee winter boot", Fit::Foot, 13900),
    product(
        "glendalough-tent",
        "Glendalough 2-person tent",
        Fit::None,
        21900,
    ),
    product("shannon-backpack", "Shannon 35 l backpack", Fit::None, 8900),
    product(
        "nephin-sleeping-bag",
        "Nephin sleeping bag",
        Fit::None,
        11900,
    ),
    product("croagh-head-torch", "Croagh head torch", Fit::None, 3490),
    product("boyne-bottle", "Boyne insulated bottle", Fit::None, 2490),
];

/// How many of [`PRODUCTS`] are worn.
pub(crate) const WORN: usize = 13;

pub(crate) const COLOURS: [&str; 6] = [
    "navy",
    "moss green",
    "black",
    "rust red",
    "sand",
    "sky blue",
];
pub(crate) const CARRIERS: [&str; 3] = ["NordPost", "Kolli24", "SwiftParcel"];
pub(crate) const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
