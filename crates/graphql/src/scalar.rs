//! The scalars of the contract.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::parser::types::Field;
use async_graphql::registry::{MetaType, MetaTypeId, Registry};
use async_graphql::{
    ContextSelectionSet, InputType, InputValueError, InputValueResult, OutputType, Positioned,
    Scalar, ScalarType, ServerResult, Value,
};
use chrono::{Datelike as _, NaiveDate, SecondsFormat, Timelike as _, Utc};
use domain::Timestamp;

use crate::Request;

/// An instant as RFC 3339 in UTC: `2026-11-24T08:00:00.000Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime(pub Timestamp);

impl From<Timestamp> for DateTime {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}

/// An instant, RFC 3339, in UTC.
#[Scalar]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        let at = chrono::DateTime::parse_from_rfc3339(text)
            .map_err(|_| InputValueError::custom("not an instant as RFC 3339 has it"))?;
        Ok(Self(Timestamp::from_utc(at.to_utc())))
    }

    fn to_value(&self) -> Value {
        Value::String(rfc3339(self.0.to_utc()))
    }
}

/// Digit by digit: a list has forty of them, which chrono's formatter takes a
/// thirtieth of its time for.
fn rfc3339(at: chrono::DateTime<Utc>) -> String {
    let day = at.date_naive();
    let Ok(year @ 0..=9999) = u32::try_from(day.year()) else {
        return at.to_rfc3339_opts(SecondsFormat::Millis, true);
    };
    let (month, date) = (day.month(), day.day());
    let (second, milli) = (at.num_seconds_from_midnight(), at.timestamp_subsec_millis());
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    #[rustfmt::skip]
    let text = [
        digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), b'-', digit(month / 10), digit(month), b'-',
        digit(date / 10), digit(date), b'T', digit(hour / 10), digit(hour), b':', digit(minute / 10), digit(minute), b':',
        digit(second / 10), digit(second), b'.', digit(milli / 100), digit(milli / 10), digit(milli), b'Z',
    ];
    std::str::from_utf8(&text).unwrap_or_default().to_owned()
}

/// The last one of a number.
fn digit(number: u32) -> u8 {
    b'0' + u8::try_from(number % 10).unwrap_or(0)
}

/// A civil date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub NaiveDate);

/// A civil date: 2026-11-24.
#[Scalar]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        text.parse()
            .map(Self)
            .map_err(|_| InputValueError::custom("not a date such as 2026-11-24"))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// Declares a scalar of long texts, which are counted as they go into an answer.
macro_rules! text {
    ($name:ident, $graphql:literal, $doc:literal) => {
        #[doc = $doc]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(pub String);

        impl $name {
            fn described() -> MetaType {
                MetaType::Scalar {
                    name: $graphql.to_owned(),
                    description: Some($doc.to_owned()),
                    is_valid: Some(Arc::new(|value: &Value| matches!(value, Value::String(_)))),
                    visible: None,
                    inaccessible: false,
                    tags: Vec::new(),
                    specified_by_url: None,
                    directive_invocations: Vec::new(),
                    requires_scopes: Vec::new(),
                }
            }
        }

        impl InputType for $name {
            type RawValueType = Self;

            fn type_name() -> Cow<'static, str> {
                Cow::Borrowed($graphql)
            }

            fn create_type_info(registry: &mut Registry) -> String {
                registry.create_input_type::<Self, _>(MetaTypeId::Scalar, |_| Self::described())
            }

            fn parse(value: Option<Value>) -> InputValueResult<Self> {
                match value {
                    Some(Value::String(text)) => Ok(Self(text)),
                    other => Err(InputValueError::expected_type(other.unwrap_or_default())),
                }
            }

            fn to_value(&self) -> Value {
                Value::String(self.0.clone())
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
        }

        impl OutputType for $name {
            fn type_name() -> Cow<'static, str> {
                Cow::Borrowed($graphql)
            }

            fn create_type_info(registry: &mut Registry) -> String {
                registry.create_output_type::<Self, _>(MetaTypeId::Scalar, |_| Self::described())
            }

            async fn resolve(
                &self,
                ctx: &ContextSelectionSet<'_>,
                field: &Positioned<Field>,
            ) -> ServerResult<Value> {
                counted(ctx, field, &self.0)
            }
        }
    };
}

text!(Markdown, "Markdown", "CommonMark source, as it was typed.");
text!(
    Html,
    "HTML",
    "HTML that the server rendered and sanitised: safe to put into a page."
);

/// A `String` that may be long, counted like the other texts.
pub struct Text<'a>(pub &'a str);

impl OutputType for Text<'_> {
    fn type_name() -> Cow<'static, str> {
        <String as OutputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <String as OutputType>::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        counted(ctx, field, self.0)
    }
}

/// A text on its way into an answer, if there is room for it.
fn counted(
    ctx: &ContextSelectionSet<'_>,
    field: &Positioned<Field>,
    text: &str,
) -> ServerResult<Value> {
    if let Some(request) = ctx.data_opt::<Arc<Request>>() {
        request
            .make_room(text)
            .map_err(|error| ctx.set_error_path(error.into_server_error(field.pos)))?;
    }
    Ok(Value::String(text.to_owned()))
}

/// Has the library refuse an `Int` beyond 32 bits before it runs anything (GraphQL
/// October 2021, 3.5.1 and 5.6.1); by itself it takes 64 for valid, and finds out
/// while it runs. To be registered once all types are.
pub(crate) struct IntsOf32Bits;

impl InputType for IntsOf32Bits {
    type RawValueType = i32;

    fn type_name() -> Cow<'static, str> {
        <i32 as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        let name = <i32 as InputType>::create_type_info(registry);
        if let Some(MetaType::Scalar { is_valid, .. }) =
            registry.types.get_mut(&*<Self as InputType>::type_name())
        {
            *is_valid = Some(Arc::new(|value: &Value| {
                <i32 as InputType>::parse(Some(value.clone())).is_ok()
            }));
        }
        name
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        <i32 as InputType>::parse(value)
            .map(|_| Self)
            .map_err(InputValueError::propagate)
    }

    fn to_value(&self) -> Value {
        Value::Null
    }

    fn as_raw_value(&self) -> Option<&i32> {
        None
    }
}

#[cfg(test)]
mod tests {
    use chrono::SecondsFormat;
    use domain::Timestamp;

    use super::rfc3339;

    #[test]
    fn instants_are_written_as_chrono_does() {
        let day = 86_400_000;
        let odd = [
            0,
            1,
            -1,
            999,
            253_402_300_799_999,
            253_402_300_800_000,
            -62_167_219_200_000,
            -62_167_219_200_001,
        ];
        for at in odd
            .into_iter()
            .chain((0..20_000).map(|n| n * day + n * 7_919))
        {
            let at = Timestamp(at).to_utc();
            assert_eq!(rfc3339(at), at.to_rfc3339_opts(SecondsFormat::Millis, true));
        }
    }
}
