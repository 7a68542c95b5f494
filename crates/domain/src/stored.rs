//! Enums that are stored in the database and sent over the wire by name.

/// A value of the database that no variant of its enum is named after: the
/// file was written by a newer Cove, or by hand.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{value:?} is not a {kind}")]
pub struct UnknownName {
    /// The enum that was asked.
    pub kind: &'static str,
    /// What the database held.
    pub value: String,
}

/// A name, and what is said of it.
pub type Words = (&'static str, &'static str);

/// An enum that says what it means: whoever shows it to others (a schema) has
/// names and words from here.
pub trait Described: Copy + Eq + Send + Sync + 'static {
    /// The enum.
    const ABOUT: Words;
    /// Its values, in the order of declaration.
    const VALUES: &'static [(Self, Words)];
}

/// Declares an enum with a stable name for each variant. Names are kept apart
/// from Rust's so that renaming a variant never rewrites anybody's data. The
/// schema says of an enum that it shows what is said here.
macro_rules! stored_enum {
    ($(#[doc = $about:literal])* $vis:vis enum $name:ident { $($(#[doc = $doc:literal])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String", column_type = "Text"))]
        $vis enum $name { $($(#[doc = $doc])* $variant),+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name under which the value is stored.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl $crate::stored::Described for $name {
            const ABOUT: $crate::stored::Words = (stringify!($name), concat!($($about, "\n"),*));
            const VALUES: &'static [(Self, $crate::stored::Words)] =
                &[$((Self::$variant, ($text, concat!($($doc, "\n"),*)))),+];
        }

        impl std::str::FromStr for $name {
            type Err = $crate::stored::UnknownName;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::stored::UnknownName { kind: stringify!($name), value: text.to_owned() }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }

        $crate::stored::not_numbered!($name);
    };
}
pub(crate) use stored_enum;

/// Says to sea-orm, which asks it of every part of a primary key, that no
/// database numbers these.
macro_rules! not_numbered {
    ($name:ident) => {
        #[cfg(feature = "sea-orm")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    };
}
pub(crate) use not_numbered;
