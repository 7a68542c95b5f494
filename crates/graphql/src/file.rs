//! Files: as they are shown in posts, and what a picture shows.

use app::file::DescribeFileRefusal;
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::file::{FileKind, FileState, FileWords};
use domain::id::{FileId, PostId};

use crate::connection::int;
use crate::context::request;
use crate::enums::Enum;
use crate::id::Id;
use crate::loaders::{grouped, loader};
use crate::payload::Payload;

/// A picture or a document that a member brought.
#[derive(Clone)]
pub struct File(pub(crate) db::file::File);

/// A picture or a document that a member brought.
#[Object]
impl File {
    /// Its id.
    pub async fn id(&self) -> Id<FileId> {
        Id(self.0.id)
    }
    /// Its name, with the ending of what it is.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// What it is, by its content.
    async fn kind(&self) -> Enum<FileKind> {
        self.0.kind.into()
    }
    /// How many bytes it has.
    async fn bytes(&self) -> i32 {
        int(self.0.bytes)
    }
    /// SHA-256 of what was sent, in hex.
    async fn sha256(&self) -> &str {
        &self.0.sha256
    }
    /// What a picture shows; empty for one that is decoration, null while nobody has said it.
    async fn alternative(&self) -> Option<&str> {
        self.0.alternative.as_deref()
    }
    /// Pixels of a picture from left to right, in its large size.
    async fn width(&self) -> Option<i32> {
        self.0.width.map(int)
    }
    /// Pixels of a picture from top to bottom, in its large size.
    async fn height(&self) -> Option<i32> {
        self.0.height.map(int)
    }
    /// Where it is to be had, to save it; of a picture with `/small`, `/medium` or `/large` behind it, to show it.
    async fn url(&self) -> String {
        format!("/files/{}", self.0.id.0.simple())
    }
    /// Whether it can be had.
    async fn state(&self) -> Enum<FileState> {
        self.0.state.into()
    }
    /// What is known of the words in it.
    async fn words(&self) -> Enum<FileWords> {
        self.0.words_state.into()
    }
}

loader! {
    /// The files of posts that the viewer may see.
    FilesByPost(PostId) -> Vec<File>, |request, keys| {
        let reader = request.viewer.member()?.id();
        let found = db::file::by_posts(request.db(), keys, reader).await?;
        let each = found.into_iter().flat_map(|(post, files)| files.into_iter().map(move |file| (post, File(file))));
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
                file: file.map(File),
            })
        })
        .await
    }
}
