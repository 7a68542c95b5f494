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

/// Declares an enum with a stable name for each variant. Names are kept apart
/// from Rust's so that renaming a variant never rewrites anybody's data.
macro_rules! stored_enum {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String", column_type = "Text"))]
        $vis enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name under which the value is stored.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
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
