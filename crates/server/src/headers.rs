//! What every response carries, whatever it answers.

use poem::Response;
use poem::http::{HeaderName, HeaderValue, header};

use crate::Options;

/// The headers, put together once.
pub(crate) struct Headers {
    policy: HeaderValue,
    transport: Option<HeaderValue>,
}

const FIXED: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Addresses of threads and one-time links stay here. Forms still work: no
    // check looks at Referer or Origin.
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    // No other site loads anything from here into its pages.
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

impl Headers {
    /// `scripts` are the hashes of the inline scripts of our own pages, as CSP
    /// has them: `sha256-…`.
    pub(crate) fn new(options: &Options, scripts: &[String]) -> Self {
        let hashes: String = scripts.iter().map(|hash| format!(" '{hash}'")).collect();
        let policy = format!(
            "default-src 'none'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; font-src 'self'; \
             connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        );
        // Base64 and fixed words: always a header value.
        let policy = HeaderValue::from_str(&policy)
            .unwrap_or(HeaderValue::from_static("default-src 'none'"));
        let transport = options
            .public_url
            .is_secure()
            .then_some(if options.hsts_subdomains {
                HeaderValue::from_static("max-age=31536000; includeSubDomains")
            } else {
                HeaderValue::from_static("max-age=31536000")
            });
        Self { policy, transport }
    }

    /// Puts them on; what a route has set itself stays. Without a word of its
    /// own a response is private and is not stored.
    pub(crate) fn put_on(&self, response: &mut Response) {
        let headers = response.headers_mut();
        for (name, value) in FIXED {
            headers
                .entry(name)
                .or_insert(HeaderValue::from_static(value));
        }
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert_with(|| self.policy.clone());
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
        if let Some(transport) = &self.transport {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, transport.clone());
        }
    }
}
