// The pages on which officers prepare meetings. They work without any of this.
