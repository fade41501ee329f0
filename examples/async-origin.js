// Customers register the origins of their own sites; a database remembers them.
import cors from 'crossgate';
import express from 'express';
import sqlite from 'node-sqlite3-wasm';

const app = express();
const isCustomer = openCustomers();

// Asked for each request from another origin, so keep the look-up cheap. Where it throws or rejects, nothing is
// allowed, and the error goes to Express.
app.use(cors({ origin: async (origin) => isCustomer(origin), credentials: true }));

app.get('/profile', (_request, response) => {
  response.json({ name: 'Ada' });
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`http://127.0.0.1:${server.address().port}`);
});

function openCustomers() {
  const database = new sqlite.Database();
  database.exec('CREATE TABLE customers (origin TEXT PRIMARY KEY)');
  database.run('INSERT INTO customers VALUES (?)', ['https://shop.example']);
  return (origin) => database.get('SELECT 1 FROM customers WHERE origin = ?', [origin]) !== null;
}
