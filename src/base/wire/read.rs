//! Bytes to values.
//!
//! Reading goes on behind a mistake, with values of nothing, and tells in the
//! end that there was one: so no step needs a way out.

use serde::de::value::U32Deserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use crate::base::wire::{Never, tag};

/// The bytes not read yet.
pub(super) struct Reader<'de> {
    rest: &'de [u8],
    broken: bool,
}

impl<'de> Reader<'de> {
    pub(super) fn new(bytes: &'de [u8]) -> Reader<'de> {
        Reader {
            rest: bytes,
            broken: false,
        }
    }

    /// Whether all bytes were read, as what they are.
    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty() && !self.broken
    }

    /// Leaves nothing to be read, so that every list ends.
    fn give_up(&mut self) {
        self.rest = &[];
        self.broken = true;
    }

    fn peek(&self) -> u8 {
        self.rest.first().copied().unwrap_or(tag::END)
    }

    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((&byte, rest)) => {
                self.rest = rest;
                byte
            }
            None => {
                self.give_up();
                tag::END
            }
        }
    }

    fn take(&mut self, count: u64) -> &'de [u8] {
        let split = usize::try_from(count).ok();
        match split.and_then(|count| self.rest.split_at_checked(count)) {
            Some((taken, rest)) => {
                self.rest = rest;
                taken
            }
            None => {
                self.give_up();
                &[]
            }
        }
    }

    fn bits(&mut self) -> u64 {
        let mut bits = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte();
            bits |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        bits
    }

    /// Whether that follows, and not a field that was left out.
    fn begins(&mut self, tag: u8) -> bool {
        let found = self.byte();
        if found != tag && found != tag::LEFT_OUT {
            self.give_up();
        }
        found == tag
    }

    /// Ends what began.
    fn end(&mut self) {
        if self.byte() != tag::END {
            self.give_up();
        }
    }

    fn text(&mut self) -> &'de str {
        if !self.begins(tag::TEXT) {
            return "";
        }
        let length = self.bits();
        let bytes = self.take(length);
        std::str::from_utf8(bytes).unwrap_or_else(|_| {
            self.give_up();
            ""
        })
    }

    fn truth(&mut self) -> bool {
        match self.byte() {
            tag::FALSE | tag::LEFT_OUT => false,
            tag::TRUE => true,
            _ => {
                self.give_up();
                false
            }
        }
    }

    fn letter(&mut self) -> char {
        let mut letters = self.text().chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => letter,
            _ => {
                self.give_up();
                '\0'
            }
        }
    }

    fn number(&mut self) -> Number {
        match self.byte() {
            tag::WHOLE => Number::Whole(self.bits()),
            tag::NEGATIVE => Number::Negative(!self.bits() as i64),
            tag::FLOAT => {
                let mut bytes = [0; 8];
                let taken = self.take(8);
                if taken.len() == bytes.len() {
                    bytes.copy_from_slice(taken);
                }
                Number::Float(f64::from_le_bytes(bytes))
            }
            tag::LEFT_OUT => Number::Whole(0),
            _ => {
                self.give_up();
                Number::Whole(0)
            }
        }
    }

    fn float(&mut self) -> f64 {
        match self.number() {
            Number::Whole(value) => value as f64,
            Number::Negative(value) => value as f64,
            Number::Float(value) => value,
        }
    }

    /// A whole number of at most so much.
    fn whole(&mut self, most: u64) -> u64 {
        match self.number() {
            Number::Whole(value) if value <= most => value,
            _ => {
                self.give_up();
                0
            }
        }
    }

    /// A whole number, with sign, of at most so much.
    fn signed(&mut self, most: i64) -> i64 {
        match self.number() {
            Number::Whole(value) if value <= most as u64 => value as i64,
            Number::Negative(value) if value >= !most => value,
            _ => {
                self.give_up();
                0
            }
        }
    }

    /// The number of one of so many variants.
    fn variant(&mut self, count: usize) -> u32 {
        let number = match self.byte() {
            tag::VARIANT => self.bits(),
            _ => u64::MAX,
        };
        if number < count as u64 {
            return number as u32;
        }
        self.give_up();
        0
    }

    fn list<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Never> {
        let more = self.begins(tag::LIST);
        visitor.visit_seq(Items { reader: self, more })
    }

    /// A list of which each item has its own kind.
    fn fields<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Never> {
        if !self.begins(tag::LIST) {
            self.give_up();
        }
        let value = visitor.visit_seq(Fields(self))?;
        self.end();
        Ok(value)
    }

    fn map<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Never> {
        let more = self.begins(tag::MAP);
        visitor.visit_map(Items { reader: self, more })
    }
}

enum Number {
    Whole(u64),
    Negative(i64),
    Float(f64),
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Never;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        match self.peek() {
            tag::NULL | tag::LEFT_OUT => self.deserialize_unit(visitor),
            tag::FALSE | tag::TRUE => self.deserialize_bool(visitor),
            tag::TEXT => visitor.visit_borrowed_str(self.text()),
            tag::LIST => self.list(visitor),
            tag::MAP => self.map(visitor),
            tag::WHOLE | tag::NEGATIVE | tag::FLOAT => match self.number() {
                Number::Whole(value) => visitor.visit_u64(value),
                Number::Negative(value) => visitor.visit_i64(value),
                Number::Float(value) => visitor.visit_f64(value),
            },
            _ => {
                self.give_up();
                visitor.visit_unit()
            }
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_bool(self.truth())
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.begins(tag::NULL);
        visitor.visit_unit()
    }

    /// A field that was left out visits as a unit, which is not the same as
    /// one that is there and holds nothing.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        match self.peek() {
            tag::NULL => {
                self.byte();
                visitor.visit_none()
            }
            tag::LEFT_OUT | tag::END => self.deserialize_unit(visitor),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_i8(self.signed(i8::MAX.into()) as i8)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_i16(self.signed(i16::MAX.into()) as i16)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_i32(self.signed(i32::MAX.into()) as i32)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_i64(self.signed(i64::MAX))
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_u8(self.whole(u8::MAX.into()) as u8)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_u16(self.whole(u16::MAX.into()) as u16)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_u32(self.whole(u32::MAX.into()) as u32)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_u64(self.whole(u64::MAX))
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_f32(self.float() as f32)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_f64(self.float())
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_char(self.letter())
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.list(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.list(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.list(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        self.fields(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        self.fields(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        self.fields(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        let variant = self.variant(variants.len());
        visitor.visit_enum(Variant(self, variant))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.map(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_any(visitor)
    }
}

/// Values up to the end, which is read too; none where the list was left out.
struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    more: bool,
}

impl Items<'_, '_> {
    fn has_more(&mut self) -> bool {
        if self.more && self.reader.peek() == tag::END {
            self.reader.byte();
            self.more = false;
        }
        self.more
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Never> {
        match self.has_more() {
            true => seed.deserialize(&mut *self.reader).map(Some),
            false => Ok(None),
        }
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Never;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Never> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(&mut *self.reader)
    }
}

/// One value for each that is asked for.
struct Fields<'r, 'de>(&'r mut Reader<'de>);

impl<'de> SeqAccess<'de> for Fields<'_, 'de> {
    type Error = Never;

    #[inline(always)]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Never> {
        seed.deserialize(&mut *self.0).map(Some)
    }

    #[inline(always)]
    fn next_element<T: serde::Deserialize<'de>>(&mut self) -> Result<Option<T>, Never> {
        T::deserialize(&mut *self.0).map(Some)
    }
}

/// A variant's number, and what it holds.
struct Variant<'r, 'de>(&'r mut Reader<'de>, u32);

impl<'r, 'de> EnumAccess<'de> for Variant<'r, 'de> {
    type Error = Never;
    type Variant = Held<'r, 'de>;

    #[inline(always)]
    fn variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<(T::Value, Held<'r, 'de>), Never> {
        let number: U32Deserializer<Never> = self.1.into_deserializer();
        Ok((seed.deserialize(number)?, Held(self.0)))
    }
}

/// What a variant holds.
struct Held<'r, 'de>(&'r mut Reader<'de>);

impl<'de> VariantAccess<'de> for Held<'_, 'de> {
    type Error = Never;

    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        self.0.fields(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        self.0.fields(visitor)
    }
}
