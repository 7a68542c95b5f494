//! How addresses that members share are looked at.

use ::links::{Allow, Options, Proxy};

use super::source::Source;

#[derive(Debug, Clone)]
pub(crate) struct Links {
    /// What is opened though it is private.
    allow: Allow,
    /// The way out, where there is only one.
    proxy: Option<Proxy>,
}

impl Links {
    /// `about` is where a website's keeper reads who asks.
    pub(crate) fn options(&self, about: Option<String>) -> Options {
        Options {
            allow: self.allow.clone(),
            proxy: self.proxy.clone(),
            about,
            ..Options::default()
        }
    }

    pub(super) fn read(source: &mut Source) -> Option<Self> {
        let before = source.problems();
        let allow: Allow = source.explained("links_allow").unwrap_or_default();
        let proxy = source.secret("links_proxy", "links_proxy_file");
        let proxy: Option<Proxy> = proxy.and_then(|text| {
            let read = text.parse();
            read.map_err(|error: ::links::BadProxy| {
                source.problem("links_proxy", &error.to_string());
            })
            .ok()
        });
        let shown = (allow != Allow::default()).then_some(&allow);
        source.show_or("links_allow", shown, "the Internet only");
        source.show_or("links_proxy", proxy.as_ref(), "none");
        (source.problems() == before).then_some(Self { allow, proxy })
    }
}
