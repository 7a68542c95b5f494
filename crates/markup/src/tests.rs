mod bounds;
mod checker;
mod corpus;
mod features;
mod properties;
