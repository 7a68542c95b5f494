//! Expected refusals are data; surprises are errors.

/// How a command ends when it does not do what was asked.
#[derive(Debug)]
pub enum Failure<R> {
    /// A rule says no: becomes the payload's status, with one message on screen.
    Refused(R),
    /// Something broke: logged once at the boundary, its text kept inside.
    Broken(anyhow::Error),
}

impl<R> Failure<R> {
    /// The same failure with its refusal in other words.
    pub fn map<S>(self, f: impl FnOnce(R) -> S) -> Failure<S> {
        match self {
            Self::Refused(refusal) => Failure::Refused(f(refusal)),
            Self::Broken(error) => Failure::Broken(error),
        }
    }
}

impl<R> From<db::Error> for Failure<R> {
    fn from(error: db::Error) -> Self {
        Self::Broken(error.into())
    }
}

impl<R> From<anyhow::Error> for Failure<R> {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}
