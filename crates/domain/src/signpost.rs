//! Signposts: where to turn in a crisis. Shipped as a list that every operator
//! checks before launch, and shown on the "Help now" page.

use std::fmt;

use crate::stored::stored_enum;

stored_enum! {
    /// What somebody looks for on the "Help now" page, in the order of how urgent
    /// it is.
    pub enum SignpostGroup {
        /// Somebody is in danger now.
        Danger = "danger",
        /// To talk to someone.
        Talk = "talk",
        /// For young people, and about them.
        YoungPeople = "young_people",
        /// For parents and carers.
        Parents = "parents",
        /// In the area of this Cove.
        Local = "local",
        /// About care that was received or seen.
        Care = "care",
    }
}

/// How to reach somebody now: always a number.
#[derive(Debug, Clone, Copy)]
pub enum Contact {
    /// By phone.
    Call(&'static str),
    /// By phone, and a choice when it answers.
    CallThen(&'static str, &'static str),
    /// By text: the word and where to send it.
    Text(&'static str, &'static str),
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(number) => write!(f, "Call {number}"),
            Self::CallThen(number, choice) => write!(f, "Call {number}, then {choice}"),
            Self::Text(word, number) => write!(f, "Text {word} to {number}"),
        }
    }
}

/// A place to turn to.
#[derive(Debug, Clone, Copy)]
pub struct Signpost {
    /// Where it stands.
    pub group: SignpostGroup,
    /// What it is called.
    pub name: &'static str,
    /// How to reach it. None until the operator has the number: it is not shown
    /// before.
    pub contact: Option<Contact>,
    /// When it answers.
    pub hours: &'static str,
    /// Whom it is for.
    pub for_whom: &'static str,
    /// Its page.
    pub url: Option<&'static str>,
    /// When somebody last made sure, as a civil date (ISO 8601). None until the
    /// operator has: a shipped list cannot promise that a number still answers.
    pub checked_on: Option<&'static str>,
}

/// The places that can be reached, with how, in the order in which they are shown.
pub fn shown() -> impl Iterator<Item = (&'static Signpost, Contact)> {
    SIGNPOSTS
        .iter()
        .filter_map(|signpost| Some((signpost, signpost.contact?)))
}

/// The shipped list, in the order in which it is shown.
pub const SIGNPOSTS: &[Signpost] = &[
    Signpost {
        group: SignpostGroup::Danger,
        name: "Emergency services",
        contact: Some(Contact::Call("999")),
        hours: "Any time",
        for_whom: "Someone’s life is in danger now, or someone is badly hurt",
        url: None,
        checked_on: None,
    },
    Signpost {
        group: SignpostGroup::Danger,
        name: "NHS 111, mental health",
        contact: Some(Contact::CallThen("111", "choose option 2")),
        hours: "Any time",
        for_whom: "Anyone of any age who needs urgent help with their mental health",
        url: Some("https://111.nhs.uk"),
        checked_on: None,
    },
    Signpost {
        group: SignpostGroup::Talk,
        name: "Samaritans",
        contact: Some(Contact::Call("116 123")),
        hours: "Any time",
        for_whom: "Anyone who needs someone to listen",
        url: Some("https://www.samaritans.org"),
        checked_on: None,
    },
    Signpost {
        group: SignpostGroup::Talk,
        name: "Shout",
        contact: Some(Contact::Text("SHOUT", "85258")),
        hours: "Any time",
        for_whom: "Anyone who would rather text than talk",
        url: Some("https://giveusashout.org"),
        checked_on: None,
    },
    Signpost {
        group: SignpostGroup::Talk,
        name: "CALM",
        contact: Some(Contact::Call("0800 58 58 58")),
        hours: "5pm to midnight, every day",
        for_whom: "Anyone who is struggling, and anyone worried about them",
        url: Some("https://www.thecalmzone.net"),
        checked_on: None,
    },
    Signpost {
        group: SignpostGroup::Talk,
        name: "Mind infoline",
        contact: Some(Contact::Call("0300 123 3393")),
        hours: "In working hours: see the website",
        for_whom: "Anyone who wants to know what help there is",
        url: Some("https://www.mind.org.uk"),
        checked_on: None,
    },
    Signpost {
        group: SignpostGroup::Talk,
        name: "Self Injury Support",
        contact: None,
        hours: "Some evenings: see the website",
        for_whom: "Anyone affected by self-harm, their own or someone else’s",
        url: Some("https://www.selfinjurysupport.org.uk"),
        checked_on: None,
    },
    Signpost {
        group: SignpostGroup::YoungPeople,
        name: "PAPYRUS HOPELINE247",
        contact: Some(Contact::Call("0800 068 4141")),
        hours: "Any time",
        for_whom: "Anyone under 35 with thoughts of suicide, and anyone worried about them",
        url: Some("https://www.papyrus-uk.org"),
        checked_on: None,
    },
    Signpost {
        group: SignpostGroup::YoungPeople,
        name: "Childline",
        contact: Some(Contact::Call("0800 1111")),
        hours: "Any time",
        for_whom: "Children and young people under 19",
        url: Some("https://www.childline.org.uk"),
        checked_on: None,
    },
    Signpost {
        group: SignpostGroup::Parents,
        name: "YoungMinds parents’ helpline",
        contact: Some(Contact::Call("0808 802 5544")),
        hours: "In working hours: see the website",
        for_whom: "Parents and carers worried about a child or young person",
        url: Some("https://www.youngminds.org.uk/parent/parents-helpline/"),
        checked_on: None,
    },
    Signpost {
        group: SignpostGroup::Local,
        name: "First Response Service, Devon",
        contact: Some(Contact::CallThen("111", "choose option 2")),
        hours: "Any time",
        for_whom: "Anyone in Devon who needs urgent help with their mental health",
        url: None,
        checked_on: None,
    },
    Signpost {
        group: SignpostGroup::Local,
        name: "Intercom Trust",
        contact: None,
        hours: "In working hours: see the website",
        for_whom: "LGBTQ+ people in the South West, and those who support them",
        url: Some("https://www.intercomtrust.org.uk"),
        checked_on: None,
    },
    Signpost {
        group: SignpostGroup::Care,
        name: "Care Quality Commission (CQC)",
        contact: Some(Contact::Call("03000 616161")),
        hours: "In working hours",
        for_whom: "Anyone who has received or seen poor care. Start with the service’s own complaints team, or with PALS at the hospital",
        url: Some("https://www.cqc.org.uk/give-feedback-on-care"),
        checked_on: None,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_together_in_their_order() {
        assert!(SIGNPOSTS.is_sorted_by_key(|signpost| signpost.group));
    }

    #[test]
    fn what_is_shown_can_be_called_or_texted() {
        let words: Vec<_> = shown().map(|(_, contact)| contact.to_string()).collect();
        assert_eq!(words.first().map(String::as_str), Some("Call 999"));
        assert!(words.contains(&"Call 111, then choose option 2".to_owned()));
        assert!(words.contains(&"Text SHOUT to 85258".to_owned()));
        for words in words {
            assert!(words.chars().any(|c| c.is_ascii_digit()), "{words}");
        }
    }
}
