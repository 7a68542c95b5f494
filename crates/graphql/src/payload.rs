//! What every mutation answers with: a status, problems by field, and what was
//! made.

use std::borrow::Cow;

use app::{Described, Failure, Problems, Refusal};
use async_graphql::parser::types::Field;
use async_graphql::registry::{Deprecation, MetaEnumValue, MetaType, MetaTypeId, Registry};
use async_graphql::{
    ContextSelectionSet, EmptyMutation, Name, ObjectType, OutputType, Positioned, Result,
    ServerResult, SimpleObject, TypeName, Value,
};

/// A problem with what was typed: where, and how to put it right.
#[derive(Debug, Clone, SimpleObject)]
pub struct Problem {
    /// The field of the input; none when it is about all of it.
    pub field: Option<String>,
    /// What to do, in plain words.
    pub message: String,
}

// The name of `M`, which holds what was made, is that of the mutation.
/// What came of a mutation: what was made if it was done, and why not if it was
/// refused.
#[derive(SimpleObject)]
#[graphql(name_type)]
pub struct Payload<M: ObjectType, R: Refusal> {
    /// What came of it.
    status: Status<R>,
    /// What to put right.
    problems: Vec<Problem>,
    #[graphql(flatten)]
    made: M,
}

/// The payload of a mutation that makes nothing, named after its refusals.
pub type Empty<R> = Payload<EmptyMutation, R>;

impl<M: ObjectType, R: Refusal> TypeName for Payload<M, R> {
    fn type_name() -> Cow<'static, str> {
        let made = M::type_name();
        let command = if made == EmptyMutation::type_name() {
            R::STATUS.0
        } else {
            &made
        };
        format!("{command}Payload").into()
    }
}

impl<M: ObjectType + Default, R: Refusal> Payload<M, R> {
    /// What came of a command, with what it made. A refusal has nothing beside it.
    pub async fn of<T>(
        done: Result<T, Failure<R>>,
        made: impl AsyncFnOnce(T) -> Result<M>,
    ) -> Result<Self> {
        match settled(done)? {
            Ok(done) => Ok(Self::new(None, &Problems::new(), made(done).await?)),
            Err((refusal, problems)) => Ok(Self::new(Some(refusal), &problems, M::default())),
        }
    }

    /// What came of a command, beside the rows as they are now, also where it was
    /// refused: the screen shows what somebody else did meanwhile.
    pub async fn beside<T>(
        done: Result<T, Failure<R>>,
        rows: impl AsyncFnOnce() -> Result<M>,
    ) -> Result<Self> {
        let (refusal, problems) = match settled(done)? {
            Ok(_) => (None, Problems::new()),
            Err((refusal, problems)) => (Some(refusal), problems),
        };
        Ok(Self::new(refusal, &problems, rows().await?))
    }

    /// A refusal that the command does not know of, or has no words for.
    pub fn new(refusal: Option<R>, problems: &Problems, made: M) -> Self {
        let shown = |problem: &app::Problem| Problem {
            field: Some(problem.field.to_owned()),
            message: problem.message.clone(),
        };
        Self {
            status: Status(refusal),
            problems: problems.list().iter().map(shown).collect(),
            made,
        }
    }
}

impl<R: Refusal> Empty<R> {
    /// What came of a command that makes nothing to show.
    pub fn empty(done: Result<(), Failure<R>>) -> Result<Self> {
        Ok(match settled(done)? {
            Ok(()) => Self::new(None, &Problems::new(), EmptyMutation),
            Err((refusal, problems)) => Self::new(Some(refusal), &problems, EmptyMutation),
        })
    }
}

fn settled<T, R>(done: Result<T, Failure<R>>) -> Result<Result<T, (R, Problems)>> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(Failure::Refused(refusal, problems)) => Ok(Err((refusal, problems))),
        Err(Failure::Broken(error)) => Err(error.into()),
    }
}

/// The status of a payload: done, or why not. An enum of the schema, whose names
/// and words are those of the command's refusals.
struct Status<R>(Option<R>);

impl<R: Refusal> Status<R> {
    fn items() -> impl Iterator<Item = (Option<R>, Described)> {
        let refusals = R::ALL
            .iter()
            .map(|(refusal, words)| (Some(*refusal), *words));
        std::iter::once((None, R::DONE)).chain(refusals)
    }
}

impl<R: Refusal> OutputType for Status<R> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Status", R::STATUS.0).into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Self, _>(MetaTypeId::Enum, |_| MetaType::Enum {
            name: Self::type_name().into_owned(),
            description: Some(lines(R::STATUS.1)),
            enum_values: Self::items().map(|(_, words)| enum_value(words)).collect(),
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            rust_typename: Some(std::any::type_name::<Self>()),
            directive_invocations: Vec::new(),
            requires_scopes: Vec::new(),
        })
    }

    async fn resolve(
        &self,
        _: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        let words = Self::items().find(|(status, _)| *status == self.0);
        Ok(words.map_or(Value::Null, |(_, (name, _))| {
            Value::Enum(Name::new(in_capitals(name)))
        }))
    }
}

fn enum_value((name, words): Described) -> (String, MetaEnumValue) {
    let name = in_capitals(name);
    let value = MetaEnumValue {
        name: name.clone(),
        description: Some(lines(words)),
        deprecation: Deprecation::NoDeprecated,
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        directive_invocations: Vec::new(),
    };
    (name, value)
}

/// `NotFound` as the schema writes it: `NOT_FOUND`.
fn in_capitals(name: &str) -> String {
    let mut capitals = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !capitals.is_empty() {
            capitals.push('_');
        }
        capitals.push(letter.to_ascii_uppercase());
    }
    capitals
}

/// The lines of a doc comment, each without the space that it begins with.
fn lines(doc: &str) -> String {
    let lines: Vec<&str> = doc.lines().map(str::trim).collect();
    lines.join("\n")
}

/// What a command has just written, read again. Where it is not to be had,
/// because it was hidden in this moment, the caller must not hear of success:
/// with the same idempotency key they can ask again.
pub fn written<T>(found: Option<T>) -> Result<T> {
    Ok(found.ok_or_else(|| anyhow::anyhow!("what was just written cannot be read"))?)
}
