//! Why a file is not taken, in words for whoever brought it.

/// Why a file is not taken, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Nothing came.
    #[error("This file is empty. Open it on your computer and save it again.")]
    Empty,
    /// More bytes than the limit, in millions.
    #[error("This file is larger than {0} MB. Make it smaller, or share a link to it.")]
    TooLarge(u64),
    /// A document that holds programs.
    #[error(
        "This file holds macros, which can harm a computer. Save it without macros (as docx, xlsx or pptx) and add that one."
    )]
    Macros,
    /// The Office files of before 2007, and what has a password.
    #[error(
        "This is an old kind of Office file, or it has a password. Save it as docx, xlsx or pptx without a password and add that one."
    )]
    OldOffice,
    /// A document with a password.
    #[error("This file has a password. Save it without one and add that one.")]
    Locked,
    /// More pixels than the limit.
    #[error("This picture is too large: {0} by {1} pixels. Make it smaller and add that one.")]
    TooManyPixels(u32, u32),
    /// It unpacks to more than any document holds.
    #[error("This file unpacks to more than Cove can take. Save it again, or share a link to it.")]
    UnpacksToTooMuch,
    /// It is not what it begins like.
    #[error(
        "This file is damaged, or is not what its name says. Open it on your computer, save it again and add that one."
    )]
    Damaged,
    /// None of the kinds that Cove takes.
    #[error(
        "Cove does not take this kind of file. It takes pictures (JPEG, PNG, WebP), PDF, documents of Word, Excel, PowerPoint and LibreOffice, plain text, CSV, MP3 and VTT."
    )]
    UnknownKind,
}

impl From<std::io::Error> for Unfit {
    fn from(_: std::io::Error) -> Self {
        Self::Damaged
    }
}
