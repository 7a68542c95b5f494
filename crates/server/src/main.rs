//! The binary `cove`.

fn main() -> std::process::ExitCode {
    server::cli::main()
}
