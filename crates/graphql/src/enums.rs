//! Enums of the schema. Each is made from one that is declared with its names and
//! words: in `domain`, or as the refusals of a command.

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::{Deprecation, MetaEnumValue, MetaType, MetaTypeId, Registry};
use async_graphql::{
    ContextSelectionSet, InputType, InputValueError, InputValueResult, Name, OutputType,
    Positioned, ServerResult, Value,
};
use domain::stored::{Described, Words};
use serde::{Serialize, Serializer};

/// A value of an enum of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enum<T>(pub T);

impl<T> From<T> for Enum<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Described> InputType for Enum<T> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        T::ABOUT.0.into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_input_type::<Self, _>(MetaTypeId::Enum, |_| MetaType::Enum {
            name: T::ABOUT.0.to_owned(),
            description: Some(lines(T::ABOUT.1)),
            enum_values: T::VALUES
                .iter()
                .map(|(_, words)| enum_value(*words))
                .collect(),
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            rust_typename: Some(std::any::type_name::<Self>()),
            directive_invocations: Vec::new(),
            requires_scopes: Vec::new(),
        })
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let value = value.unwrap_or_default();
        let wanted = match &value {
            Value::Enum(name) => name.as_str(),
            Value::String(name) => name,
            _ => return Err(InputValueError::expected_type(value)),
        };
        let found = T::VALUES
            .iter()
            .find(|(_, (name, _))| in_capitals(name) == wanted);
        found.map(|(value, _)| Self(*value)).ok_or_else(|| {
            let unknown = format!("Enumeration type does not contain value \"{wanted}\".");
            InputValueError::custom(unknown)
        })
    }

    fn to_value(&self) -> Value {
        let found = T::VALUES.iter().find(|(value, _)| *value == self.0);
        found.map_or(Value::Null, |(_, (name, _))| {
            Value::Enum(Name::new(in_capitals(name)))
        })
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

impl<T: Described> OutputType for Enum<T> {
    fn type_name() -> Cow<'static, str> {
        <Self as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <Self as InputType>::create_type_info(registry)
    }

    async fn resolve(
        &self,
        _: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        Ok(self.to_value())
    }
}

impl<T: Described> Serialize for Enum<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

fn enum_value((name, words): Words) -> (String, MetaEnumValue) {
    let name = in_capitals(name);
    let value = MetaEnumValue {
        name: name.clone(),
        description: Some(lines(words)),
        deprecation: Deprecation::NoDeprecated,
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        directive_invocations: Vec::new(),
    };
    (name, value)
}

/// `NotFound` and `not_found` as the schema writes them: `NOT_FOUND`.
fn in_capitals(name: &str) -> String {
    let mut capitals = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !capitals.is_empty() {
            capitals.push('_');
        }
        capitals.push(letter.to_ascii_uppercase());
    }
    capitals
}

/// The lines of a doc comment, each without the space that it begins with.
fn lines(doc: &str) -> String {
    let lines: Vec<&str> = doc.lines().map(str::trim).collect();
    lines.join("\n")
}
