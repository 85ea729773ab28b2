CREATE TABLE `group_member` (
	`group_id` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`group_id`, `seq`)
);
