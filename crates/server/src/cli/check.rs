//! `cove config check`.

use anyhow::{Result, bail};
use db::connect::Location;

use super::say;
use crate::config::Config;
use crate::database::{self, Standing};
use crate::secret_file::{self, Missing};

pub(super) async fn run(config: &Config) -> Result<()> {
    let width = config.settings.iter().map(|setting| setting.name.len()).max().unwrap_or(0);
    for setting in &config.settings {
        say(&format!("{:width$}  {}  ({})", setting.name, setting.value, setting.origin))?;
    }
    say("")?;
    let mut wrong = 0;
    for name in &config.unknown_variables {
        wrong += 1;
        say(&format!("{name}: no setting has this name"))?;
    }
    for (what, tried) in [("database", try_database(config).await), ("secret", try_secret(config)), ("mail", try_mail(config).await)] {
        match tried {
            Ok(words) => say(&format!("{what}: {words}"))?,
            Err(error) => {
                wrong += 1;
                say(&format!("{what}: {error:#}"))?;
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
        return Ok("not there yet: it is made at the first start".to_owned());
    }
    let (db, store) = database::open(&config.database).await?;
    let standing = database::standing(&store).await;
    let chain = match standing {
        Ok(Standing::Current) => db::audit::verify_chain(&db).await,
        // An older one may not have the list yet.
        _ => Ok(None),
    };
    store.close().await;
    match (standing?, &config.database.options.location) {
        (Standing::Current, _) => match chain? {
            None => Ok("answers, is at this version, and nothing was changed in the audit list".to_owned()),
            Some(entry) => bail!("answers, but the audit list was changed: entry {entry} does not follow from those before it"),
        },
        (Standing::Newer, _) => bail!("was written by a newer Cove"),
        (_, Location::File(_)) => Ok("answers, and is brought up to this version at the next start".to_owned()),
        (_, Location::Postgres(_)) => bail!("answers, and is not at this version: run `cove migrate`"),
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
        return Ok(format!("no relay is set: mail goes to files in {}", folder.display()));
    }
    let mailer = mail::Mailer::new(&config.mail.options)?;
    mailer.check().await?;
    Ok("the relay answers and takes our sign-in".to_owned())
}
