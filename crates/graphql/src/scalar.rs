//! The scalars of the contract.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{Datelike as _, NaiveDate, SecondsFormat, Timelike as _, Utc};
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
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        let at = chrono::DateTime::parse_from_rfc3339(text).map_err(|_| InputValueError::custom("not an instant as RFC 3339 has it"))?;
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
    let Ok(year @ 0..=9999) = u32::try_from(day.year()) else { return at.to_rfc3339_opts(SecondsFormat::Millis, true) };
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
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        text.parse().map(Self).map_err(|_| InputValueError::custom("not a date such as 2026-11-24"))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// CommonMark source, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markdown(pub String);

/// CommonMark source, as it was typed.
#[Scalar]
impl ScalarType for Markdown {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = value else { return Err(InputValueError::expected_type(value)) };
        Ok(Self(text))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// HTML that the server rendered and sanitised: safe to put into a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html(pub String);

/// HTML that the server rendered and sanitised: safe to put into a page.
#[Scalar(name = "HTML")]
impl ScalarType for Html {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = value else { return Err(InputValueError::expected_type(value)) };
        Ok(Self(text))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
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
        let odd = [0, 1, -1, 999, 253_402_300_799_999, 253_402_300_800_000, -62_167_219_200_000, -62_167_219_200_001];
        for at in odd.into_iter().chain((0..20_000).map(|n| n * day + n * 7_919)) {
            let at = Timestamp(at).to_utc();
            assert_eq!(rfc3339(at), at.to_rfc3339_opts(SecondsFormat::Millis, true));
        }
    }
}
