//! Names are sorted and found without accents and apostrophes, compared by what
//! they look like, and an organisation is one however it is written. Cove makes
//! these keys, because the engines fold letters each in its own way.

use domain::name::{look, organisation_key, sort_key};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::prelude::Uuid;
use sea_orm_migration::sea_orm::{DatabaseBackend, FromQueryResult, Value};

use crate::sql::{rows, write};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            "ALTER TABLE member ADD COLUMN name_look TEXT",
            "CREATE INDEX member_by_look ON member (name_look)",
            "ALTER TABLE organisation ADD COLUMN sort_key TEXT NOT NULL DEFAULT ''",
        ];
        crate::sql::run(manager, &columns).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            // As SQLite sorts. A server's own language would put people elsewhere.
            let sorted = [
                "ALTER TABLE member ALTER COLUMN name_key TYPE TEXT COLLATE \"C\"",
                "ALTER TABLE organisation ALTER COLUMN sort_key TYPE TEXT COLLATE \"C\"",
            ];
            crate::sql::run(manager, &sorted).await?;
        }
        crate::sql::run(
            manager,
            &["CREATE INDEX organisation_by_name ON organisation (sort_key, id)"],
        )
        .await?;
        for member in rows::<Named>(manager, "SELECT id, name FROM member").await? {
            let keys = [
                sort_key(&member.name).into(),
                look(&member.name).into(),
                member.id.into(),
            ];
            write(
                manager,
                "UPDATE member SET name_key = $1, name_look = $2 WHERE id = $3",
                keys,
            )
            .await?;
        }
        merge_organisations(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["member", "organisation"] {
            for row in rows::<Named>(manager, &format!("SELECT id, name FROM {table}")).await? {
                let key = [row.name.to_lowercase().into(), row.id.into()];
                write(
                    manager,
                    &format!("UPDATE {table} SET name_key = $1 WHERE id = $2"),
                    key,
                )
                .await?;
            }
        }
        let columns = [
            "DROP INDEX organisation_by_name",
            "ALTER TABLE organisation DROP COLUMN sort_key",
            "DROP INDEX member_by_look",
            "ALTER TABLE member DROP COLUMN name_look",
        ];
        crate::sql::run(manager, &columns).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            crate::sql::run(
                manager,
                &["ALTER TABLE member ALTER COLUMN name_key TYPE TEXT COLLATE \"default\""],
            )
            .await?;
        }
        Ok(())
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

#[derive(FromQueryResult)]
struct Organisation {
    id: Uuid,
    sector_id: Uuid,
    name: String,
}

/// Of organisations with one key, the oldest stays, and those who work with the
/// others work with it.
async fn merge_organisations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut kept = std::collections::HashMap::new();
    let all = rows::<Organisation>(
        manager,
        "SELECT id, sector_id, name FROM organisation ORDER BY created_at, id",
    )
    .await?;
    // Out of the way of each other's new keys.
    write(
        manager,
        "UPDATE organisation SET name_key = '~' || name_key",
        [],
    )
    .await?;
    for Organisation {
        id,
        sector_id,
        name,
    } in all
    {
        let key = organisation_key(&name);
        match kept.get(&(sector_id, key.clone())) {
            Some(first) => {
                write(
                    manager,
                    "UPDATE member SET organisation_id = $1 WHERE organisation_id = $2",
                    [Value::from(*first), id.into()],
                )
                .await?;
                write(
                    manager,
                    "DELETE FROM organisation WHERE id = $1",
                    [id.into()],
                )
                .await?;
            }
            None => {
                let keys = [key.clone().into(), sort_key(&name).into(), id.into()];
                write(
                    manager,
                    "UPDATE organisation SET name_key = $1, sort_key = $2 WHERE id = $3",
                    keys,
                )
                .await?;
                kept.insert((sector_id, key), id);
            }
        }
    }
    Ok(())
}
