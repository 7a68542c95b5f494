//! Names are compared without the numbers that only tell one from another, too.
//! What a name looks like is made anew, because more signs are seen through.

use domain::name::{core_look, look};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::FromQueryResult;
use sea_orm_migration::sea_orm::prelude::Uuid;

use crate::sql::{rows, run, write};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "ALTER TABLE member ADD COLUMN name_core TEXT",
                "CREATE INDEX member_by_core ON member (name_core)",
            ],
        )
        .await?;
        for member in rows::<Named>(manager, "SELECT id, name FROM member").await? {
            let keys = [
                look(&member.name).into(),
                core_look(&member.name).into(),
                member.id.into(),
            ];
            write(
                manager,
                "UPDATE member SET name_look = $1, name_core = $2 WHERE id = $3",
                keys,
            )
            .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DROP INDEX member_by_core",
                "ALTER TABLE member DROP COLUMN name_core",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[derive(FromQueryResult)]
struct Named {
    id: Uuid,
    name: String,
}
