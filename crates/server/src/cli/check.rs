//! `cove config check`.

use anyhow::{Result, bail};
use db::connect::Location;
use mail::Reached;

use super::{audit, say};
use crate::advice;
use crate::anchor::Anchor;
use crate::config::Config;
use crate::database::{self, FreshStart, Version};
use crate::secret_file::{self, Missing};

pub(super) async fn run(config: &Config) -> Result<()> {
    let width = config
        .settings
        .iter()
        .map(|setting| setting.name.len())
        .max()
        .unwrap_or(0);
    for setting in &config.settings {
        say(&format!(
            "{:width$}  {}  ({})",
            setting.name, setting.value, setting.origin
        ))?;
    }
    say("")?;
    let mut wrong = 0;
    for (what, tried) in [
        ("database", try_database(config).await),
        ("secret", try_secret(config)),
        ("mail", try_mail(config).await),
        ("links", try_links(config)),
    ] {
        match tried {
            Ok(words) => say(&format!("{what}: {words}"))?,
            Err(error) => {
                wrong += 1;
                say(&format!("{what}: {}", advice::last_words(&error)))?;
            }
        }
    }
    if wrong > 0 {
        bail!("{wrong} of these must be put right");
    }
    Ok(())
}

async fn try_database(config: &Config) -> Result<String> {
    if let Location::File(file) = &config.database.options.location
        && !file.exists()
    {
        database::refuse_fresh_start(&config.database, FreshStart::Refused)?;
        return Ok("not there yet: it is made at the first start".to_owned());
    }
    let (db, store, in_use) = database::open(&config.database).await?;
    let looked = look(config, &db, &store).await;
    store.close().await;
    drop(in_use);
    looked
}

async fn look(config: &Config, db: &db::Db, store: &db::Store) -> Result<String> {
    let location = &config.database.options.location;
    if let (Location::File(file), Some(how)) = (location, db.damage().await?) {
        bail!(database::damaged(file, &how));
    }
    match (database::version(store).await?, location) {
        (Version::Current, Location::Postgres(_)) if db::copy::is_half_done(db).await? => {
            bail!("holds a copy that was begun and has not come to its end: run `cove copy` again")
        }
        (Version::Current, _) => {
            let anchor = Anchor::of(&config.database);
            let faults = audit::faults(db, &anchor).await?;
            if !faults.is_empty() {
                bail!("answers, but {}", faults.join("; "));
            }
            Ok(format!(
                "answers, is at this version, and is not damaged. {}",
                audit::version(db, &anchor).await?
            ))
        }
        (Version::Newer, _) => bail!("was written by a newer Cove"),
        (_, Location::File(_)) => {
            Ok("answers, and is brought up to this version at the next start".to_owned())
        }
        (_, Location::Postgres(_)) => {
            bail!("answers, and is not at this version: run `cove migrate`")
        }
    }
}

fn try_secret(config: &Config) -> Result<String> {
    if !config.database.secret_file.exists() && config.database.secret_makes_itself {
        return Ok("not there yet: it is made at the first start".to_owned());
    }
    secret_file::read(&config.database.secret_file, Missing::Refuse)?;
    Ok("can be read".to_owned())
}

async fn try_mail(config: &Config) -> Result<String> {
    if let Some(folder) = config.mail.folder() {
        return Ok(format!(
            "no relay is set: mail goes to files in {}",
            folder.display()
        ));
    }
    let mailer = mail::Mailer::new(&config.mail.options)?;
    match mailer.check().await {
        Ok(Reached::AsItShould) => Ok("the relay answers and takes our sign-in".to_owned()),
        Ok(Reached::InTheOpen) => bail!(
            "the relay answers and offers TLS, and smtp:// does not use it, so that mail and password travel in the open: write smtp+starttls:// in smtp_url"
        ),
        Ok(Reached::Refused) => {
            bail!(
                "the relay answers and takes mail by TLS only: write smtp+starttls:// in smtp_url (or smtps://, on the port for that)"
            )
        }
        Err(error) => {
            let said = error.to_string();
            match advice::for_server(&said) {
                Some(words) => bail!("smtp_url: {words} ({said})"),
                None => Err(error.into()),
            }
        }
    }
}

/// Opens nothing: whether a website answers says little about ours.
fn try_links(config: &Config) -> Result<String> {
    links::Client::new(&config.links.options(None))?;
    Ok("can be looked at".to_owned())
}
