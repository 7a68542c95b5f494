//! The scalars of the contract.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::registry::{MetaType, Registry};
use async_graphql::{
    InputType, InputValueError, InputValueResult, NewType, Scalar, ScalarType, Value,
};
use chrono::SecondsFormat;
use domain::Timestamp;

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
        let text = self.0.to_utc().to_rfc3339_opts(SecondsFormat::Millis, true);
        Value::String(text)
    }
}

/// A civil date: 2026-11-24.
#[derive(Debug, Clone, NewType)]
#[graphql(name = "Date")]
pub struct Date(pub String);

/// Text with the few elements that an editor has: p, br, strong, em, code, a, h3, ul,
/// ol, li, blockquote, pre and tables. The server cleans what comes in; what goes out
/// is safe to put into a page. Spaces stand as they were typed. `data-id` on a span or
/// a link names a member or a thread: the words in it are the server's, for each reader.
#[derive(Debug, Clone, NewType)]
#[graphql(name = "HTML")]
pub struct Html(pub String);

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
