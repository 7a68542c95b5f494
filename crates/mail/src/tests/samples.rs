//! One of every mail that Cove sends, with invented content.

use crate::digest::{Face, Item, Note, Section, subject};
use crate::*;

pub fn samples() -> Vec<Box<dyn Mail>> {
    vec![
        Box::new(sign_in()),
        Box::new(confirm_address()),
        Box::new(already_member()),
        Box::new(not_known()),
        Box::new(application_received_coordinator()),
        Box::new(applicant_question()),
        Box::new(approved()),
        Box::new(declined()),
        Box::new(reply()),
        Box::new(helped()),
        Box::new(post_hidden()),
        Box::new(post_restored()),
        Box::new(report_answered()),
        Box::new(review_due()),
        Box::new(access_paused()),
        Box::new(access_restored()),
        Box::new(digest()),
    ]
}

pub fn review_due() -> ReviewDue {
    ReviewDue {
        layout: layout(),
        choices: choices(Stoppable::No),
        title: "A first conversation: a leaflet for parents".into(),
        review_by: "Wednesday 30 December 2026".into(),
        is_past: false,
        check_url: "https://cove.example.org/still-good/0198a4c5d2e77c31b0f4b8b7d9f1a6e2".into(),
        url: "https://cove.example.org/threads/0198a4c5d2e77c31b0f4b8b7d9f1a6e2".into(),
    }
}

pub fn layout() -> Layout {
    Layout {
        community: "Torbay staff room".into(),
        to: Some("Priya Nair".into()),
        help_url: "https://cove.example.org/help-now".into(),
    }
}

/// To somebody of whom only the address is known.
fn to_a_stranger() -> Layout {
    Layout {
        to: None,
        ..layout()
    }
}

/// Whether a member can turn a kind of mail off.
#[derive(Clone, Copy)]
enum Stoppable {
    Yes,
    No,
}

fn choices(stoppable: Stoppable) -> Choices {
    Choices {
        settings_url: "https://cove.example.org/settings/email".into(),
        unsubscribe_url: match stoppable {
            Stoppable::Yes => {
                Some("https://cove.example.org/unsubscribe/3q2-7wAAAAAAAAAAAAAAAA".into())
            }
            Stoppable::No => None,
        },
    }
}

pub fn sign_in() -> SignIn {
    SignIn {
        layout: layout(),
        link: "https://cove.example.org/sign-in#pXvPTEWvQkWqzYFhN1sJtQ".into(),
        code: "402913".into(),
        minutes: 30,
        asked_at: "2:14pm".into(),
        asked_in: Some("Firefox on Windows".into()),
    }
}

pub fn confirm_address() -> ConfirmAddress {
    ConfirmAddress {
        layout: to_a_stranger(),
        link: "https://cove.example.org/join/confirm#Zm9yIGV4YW1wbGUgb25seQ".into(),
        days: 7,
    }
}

pub fn already_member() -> AlreadyMember {
    AlreadyMember {
        layout: to_a_stranger(),
        sign_in_url: "https://cove.example.org/sign-in".into(),
    }
}

pub fn not_known() -> NotKnown {
    NotKnown {
        layout: to_a_stranger(),
        join_url: "https://cove.example.org/join".into(),
    }
}

pub fn application_received_coordinator() -> ApplicationReceivedCoordinator {
    ApplicationReceivedCoordinator {
        layout: layout(),
        choices: choices(Stoppable::No),
        desk_url: "https://cove.example.org/desk".into(),
        waiting: 2,
    }
}

pub fn applicant_question() -> ApplicantQuestion {
    ApplicantQuestion {
        layout: layout(),
        question: "Which school do you work with, and who there knows that you are asking to join?"
            .into(),
        status_url: "https://cove.example.org/join/status".into(),
    }
}

pub fn approved() -> Approved {
    Approved {
        layout: layout(),
        choices: choices(Stoppable::No),
        sign_in_url: "https://cove.example.org/sign-in".into(),
        rules_url: "https://cove.example.org/house-rules".into(),
    }
}

pub fn declined() -> Declined {
    Declined {
        layout: layout(),
        reason: "This community is for people who work or volunteer in South Devon. The Plymouth network would suit you better.".into(),
        join_url: "https://cove.example.org/join".into(),
    }
}

pub fn reply() -> Reply {
    Reply {
        layout: layout(),
        choices: choices(Stoppable::Yes),
        reason: Reason::Question,
        title: "What do you say to a parent who is frightened?".into(),
        url: "https://cove.example.org/threads/thread_01JD8Q4ZK7".into(),
    }
}

pub fn helped() -> Helped {
    Helped {
        layout: layout(),
        choices: choices(Stoppable::Yes),
        title: "How long is the wait for a first appointment?".into(),
        url: "https://cove.example.org/threads/thread_01JD8Q5A2M".into(),
    }
}

pub fn post_hidden() -> PostHidden {
    PostHidden {
        layout: layout(),
        choices: choices(Stoppable::No),
        title: "Sharing what we learned last term".into(),
        url: Some("https://cove.example.org/threads/thread_01JD8Q5V9C".into()),
        reason: "It names a school and a year group, so the family could be found. Write it again without those and it is welcome."
            .into(),
        contact: Some("coordinator@cove.example.org".into()),
    }
}

pub fn report_answered() -> ReportAnswered {
    ReportAnswered {
        layout: layout(),
        choices: choices(Stoppable::No),
        acted: true,
        notifications_url: "https://cove.example.org/notifications".into(),
        reason: "You were right. I have hidden it and written to its author.".into(),
        contact: Some("coordinator@cove.example.org".into()),
    }
}

pub fn post_restored() -> PostRestored {
    PostRestored {
        layout: layout(),
        choices: choices(Stoppable::No),
        title: "Sharing what we learned last term".into(),
        url: "https://cove.example.org/threads/thread_01JD8Q5V9C".into(),
        reason: "Thank you for taking the school's name out.".into(),
    }
}

pub fn access_paused() -> AccessPaused {
    AccessPaused {
        layout: layout(),
        reason: "You have written about one family three times now, and each time they could be found. Let us talk before you go on."
            .into(),
        status_url: "https://cove.example.org/join/status".into(),
        contact: Some("coordinator@cove.example.org".into()),
    }
}

pub fn access_restored() -> AccessRestored {
    AccessRestored {
        layout: layout(),
        choices: choices(Stoppable::No),
        sign_in_url: "https://cove.example.org/sign-in".into(),
    }
}

pub fn digest() -> Digest {
    let item = |face: Face, title: &str, id: &str, meta: &str| Item {
        face,
        title: title.into(),
        url: format!("https://cove.example.org/threads/thread_{id}"),
        meta: meta.into(),
        words: Vec::new(),
    };
    Digest {
        layout: layout(),
        choices: choices(Stoppable::Yes),
        subject: subject([
            "new replies in one of your threads".to_owned(),
            "2 questions need an answer from education".to_owned(),
        ]),
        issue_date: "Tuesday 24 November 2026".into(),
        note: Some(Note {
            text: "The spring training has places left. Ask your head before Friday.".into(),
            html: "<p>The spring training has places left. Ask your head before <strong>Friday</strong>.</p>".into(),
        }),
        worth_reading: Some(item(
            Face::named("Dr Hale", "primary-care"),
            "A quiet room at lunch: three months on",
            "01JD8Q7B2H",
            "Something that worked · Primary care · Started by Dr Hale · 9 replies",
        )),
        sections: vec![
            Section {
                heading: "Your threads".into(),
                items: vec![item(
                    Face::named("Priya Nair", "education"),
                    "What do you say to a parent who is frightened?",
                    "01JD8Q4ZK7",
                    "Question · Education · Asked by you · 2 new answers",
                )],
            },
            Section {
                heading: "Questions that need an answer from education".into(),
                items: vec![
                    item(
                        Face::named("Marek Tomczyk", "social-prescribing"),
                        "Who in a school should a social prescriber ring first?",
                        "01JD8Q5A2M",
                        "Question · Social prescribing · Asked by Marek Tomczyk · No answer yet",
                    ),
                    item(
                        Face::unnamed("NHS mental health", "nhs-mental-health"),
                        "\"Safety plans\" on one page: what do you leave out?",
                        "01JD8Q5V9C",
                        "Question · Asked by a colleague in NHS mental health · 1 answer",
                    ),
                ],
            },
            Section {
                heading: "New this week".into(),
                items: vec![
                    item(
                        Face::named("Ruth Penrose", "local-authority"),
                        "Drop-in rooms in the bay this winter",
                        "01JD8Q6E4X",
                        "Discussion · Local authority · Started by Ruth Penrose · 6 replies",
                    ),
                    item(
                        Face::named("Jo Lanyon", "third-sector"),
                        "Mentions suicide",
                        "01JD8Q6T8R",
                        "Question · Third sector · Asked by Jo Lanyon · 3 answers",
                    ),
                ],
            },
            Section {
                heading: "New and checked in the library".into(),
                items: vec![Item {
                    words: vec!["Two sides of A5, made with parents. It says what to do on the first evening: stay near, ask, listen …".into()],
                    ..item(
                        Face::named("Jo Lanyon", "third-sector"),
                        "A first talk: a leaflet for parents",
                        "01JD8Q7C3K",
                        "Resource · Third sector · Shared by Jo Lanyon",
                    )
                }],
            },
        ],
        home_url: "https://cove.example.org/".into(),
    }
}
