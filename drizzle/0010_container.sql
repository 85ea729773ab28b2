ALTER TABLE `serial` ADD `container` text;--> statement-breakpoint
UPDATE `opening` SET `row` = json_set(`row`, '$.state.container', NULL);
