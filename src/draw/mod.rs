//! How a picture is painted on any plotters backend.
