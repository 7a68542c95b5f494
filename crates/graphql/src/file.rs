//! Files: as they are shown in posts, and what a picture shows.

use app::file::DescribeFileRefusal;
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::file::{FileKind, FileState, FileWords};
use domain::id::{FileId, PostId};
use serde::Serialize;

use crate::connection::int;
use crate::context::request;
use crate::enums::Enum;
use crate::id::Id;
use crate::loaders::{grouped, loader};
use crate::payload::Payload;

/// A picture or a document that a member brought.
// Serialised, it is what the route that takes a file answers.
#[derive(SimpleObject, Serialize, Clone)]
#[serde(rename_all = "camelCase")]
pub struct File {
    /// Its id.
    id: Id<FileId>,
    /// Its name, with the ending of what it is.
    name: String,
    /// What it is, by its content.
    kind: Enum<FileKind>,
    /// How many bytes it has.
    bytes: i32,
    /// SHA-256 of what was sent, in hex.
    sha256: String,
    /// What a picture shows; empty for one that is decoration, null while nobody has said it.
    alternative: Option<String>,
    /// Pixels of a picture from left to right, in its large size.
    width: Option<i32>,
    /// Pixels of a picture from top to bottom, in its large size.
    height: Option<i32>,
    /// Where it is to be had, to save it; of a picture with `/small`, `/medium` or `/large` behind it, to show it.
    url: String,
    /// Whether it can be had.
    state: Enum<FileState>,
    /// What is known of the words in it.
    words: Enum<FileWords>,
}

impl From<db::file::File> for File {
    fn from(file: db::file::File) -> Self {
        Self {
            id: Id(file.id),
            name: file.name,
            kind: file.kind.into(),
            bytes: int(file.bytes),
            sha256: file.sha256,
            alternative: file.alternative,
            width: file.width.map(int),
            height: file.height.map(int),
            url: format!("/files/{}", file.id.0.simple()),
            state: file.state.into(),
            words: file.words_state.into(),
        }
    }
}

loader! {
    /// The files of posts that the viewer may see.
    FilesByPost(PostId) -> Vec<File>, |request, keys| {
        let reader = request.viewer.member()?.id();
        let found = db::file::by_posts(request.db(), keys, reader).await?;
        let each = found.into_iter().flat_map(|(post, files)| files.into_iter().map(move |file| (post, File::from(file))));
        grouped(keys, each)
    }
}

/// What a picture shows.
#[derive(InputObject)]
pub struct DescribeFileInput {
    /// Which: one that you brought.
    file: Id<FileId>,
    /// For those who do not see it; empty for one that is decoration.
    alternative: String,
}

#[derive(SimpleObject, Default)]
pub struct DescribeFile {
    /// The file as it is now.
    file: Option<File>,
}

/// Writes about files.
#[derive(Default)]
pub struct FileMutation;

#[Object]
impl FileMutation {
    /// Says what a picture shows, for those who do not see it.
    async fn describe_file(
        &self,
        ctx: &Context<'_>,
        input: DescribeFileInput,
    ) -> Result<Payload<DescribeFile, DescribeFileRefusal>> {
        let request = request(ctx)?;
        let (member, file) = (request.viewer.member()?, input.file.0);
        let done = app::file::describe(request.app(), &member, file, &input.alternative).await;
        Payload::of(done, async |()| {
            let file = db::file::own(request.db(), member.id(), file).await?;
            Ok(DescribeFile {
                file: file.map(File::from),
            })
        })
        .await
    }
}
