//! Who acts is who the screen shows.
//!
//! Browsers send one cookie from all their tabs. A page that was made for one
//! member can be open still when another has signed in: it says for whom it was
//! made, and gets nothing and changes nothing when that is somebody else. Every
//! answer says for whom it was made in the same way, so that a page is never put
//! together from the answers for two.

use domain::id::MemberId;
use poem::Response;
use poem::http::{HeaderMap, HeaderName, HeaderValue};

/// `member:…`, on requests and on answers.
const HEADER: HeaderName = HeaderName::from_static("x-cove-member");

/// The member that the page of a request was made for; none from clients that do
/// not say so, and from pages for nobody.
pub(in crate::routes) fn read(headers: &HeaderMap) -> Result<Option<MemberId>, &'static str> {
    let mut values = headers.get_all(HEADER).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    let member = value.to_str().ok().and_then(|text| text.parse().ok());
    match (member, values.next()) {
        (Some(member), None) => Ok(Some(member)),
        _ => Err("The header X-Cove-Member has to be the id of one member."),
    }
}

/// Whether the page belongs to somebody else than the session. Where nobody is
/// signed in any more, what needs a member says so itself.
pub(in crate::routes) fn is_of_another(
    made_for: Option<MemberId>,
    signed_in: Option<MemberId>,
) -> bool {
    matches!((made_for, signed_in), (Some(page), Some(session)) if page != session)
}

/// The answer, with the member that it was made for.
pub(in crate::routes) fn tell(mut response: Response, signed_in: Option<MemberId>) -> Response {
    if let Some(value) =
        signed_in.and_then(|member| HeaderValue::from_str(&member.to_string()).ok())
    {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
